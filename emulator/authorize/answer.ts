// Returns the authorization response to the app: query, fragment, or form_post.
import type { Context } from 'hono'
import { html } from 'hono/html'
import { page } from '../pages/frame.ts'
import type { ReturnAddress } from '../state/authorize-request.ts'

type Fields = Record<string, string>

// Entra's query encoding: lowercase escapes, + for a space, these marks raw (redirects#prompt-none-login-required).
const escaped = (text: string) =>
  encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())
    .replaceAll("'", '%27')
    .replaceAll('~', '%7e')

const encoded = (fields: Fields) =>
  Object.entries(fields)
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .join('&')

function withFields(redirectUri: string, mode: 'query' | 'fragment', fields: Fields): string {
  const url = new URL(redirectUri)
  if (mode === 'fragment') url.hash = encoded(fields)
  else url.search = [url.search.slice(1), encoded(fields)].filter(Boolean).join('&')
  return url.href
}

/** `state` goes just before `after`, or last without it. */
export function answer(
  c: Context,
  { redirectUri, responseMode, state }: ReturnAddress,
  before: Fields,
  after: Fields = {},
) {
  const fields: Fields = { ...before, ...(state === null ? {} : { state }), ...after }
  c.header('Cache-Control', 'no-store, no-cache')
  c.header('Referrer-Policy', 'no-referrer')
  if (responseMode === 'form_post') return c.html(formPostPage(new URL(redirectUri), fields))
  return c.redirect(withFields(redirectUri, responseMode, fields), 302)
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
