// The form of a page that asks a person something: it brings back which request the answer is for.
import { html } from 'hono/html'
import type { Html } from './frame.ts'

/** Where the form goes, and the id of the request. */
export type FormTarget = { action: string; id: string }

export const requestForm = (
  { action, id }: FormTarget,
  fields: Html,
): Html => html`<form method="post" action="${action}">
<input type="hidden" name="request" value="${id}">
${fields}
</form>`
