// Sends the answer of an authorization request back to the app: query, fragment or form_post.
import type { Context } from 'hono'
import { html } from 'hono/html'
import { page } from '../pages/frame.ts'
import type { ReturnAddress } from '../state/authorize-request.ts'

type Fields = Record<string, string>

export function answer(c: Context, { redirectUri, responseMode, state }: ReturnAddress, given: Fields) {
  const fields: Fields = state === null ? given : { ...given, state }
  const url = new URL(redirectUri)
  c.header('Cache-Control', 'no-store, no-cache')
  c.header('Referrer-Policy', 'no-referrer')
  if (responseMode === 'form_post') return c.html(formPostPage(url, fields))
  const encoded = new URLSearchParams(fields)
  if (responseMode === 'fragment') url.hash = encoded.toString()
  else for (const [name, value] of encoded) url.searchParams.append(name, value)
  return c.redirect(url.href, 302)
}

const formPostPage = (url: URL, fields: Fields) =>
  page({
    title: 'Back to the app',
    body: html`<h1>Back to the app</h1>
<form method="post" action="${url.href}">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<p>This goes on by itself when scripts are allowed.</p>
<div class="actions"><button class="strong">Continue</button></div>
</form>
<script>document.forms[0].submit()</script>`,
  })
