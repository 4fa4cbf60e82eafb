// Scripts: no page may run any, but one that says so, and then only files of this app's own.
import type { Context } from 'hono'

/** Lets this response run scripts from this app's origin: `<script src="/copy.js" defer />`. Inline scripts stay blocked. */
export function allowScripts(c: Context): void {
  c.set('scripted', true)
}
