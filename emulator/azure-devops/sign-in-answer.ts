// The service's response to unknown callers: a redirect to sign-in, as if they were a browser.
import type { Context } from 'hono'
import { isLocal } from '../directory/cloud.ts'

/** On localhost the page is here too, so that nothing goes over the network. */
function signInUrl(c: Context): string {
  const url = new URL(c.req.url)
  const origin = isLocal(url) ? url.origin : 'https://spsprodsin2.vssps.visualstudio.com'
  return `${origin}/_signin?${new URLSearchParams({ realm: url.host, reply_to: url.href })}`
}

export function redirectToSignIn(c: Context) {
  const location = signInUrl(c)
  const link = location.replaceAll('&', '&amp;')
  const page = `<html><head><title>Object moved</title></head><body>\r\n<h2>Object moved to <a href="${link}">here</a>.</h2>\r\n</body></html>\r\n`
  return c.body(page, 302, { 'Content-Type': 'text/html; charset=utf-8', Location: location })
}

export const signInPage = (c: Context) =>
  c.html(
    '<!doctype html><html lang="en"><head><title>Azure DevOps Services | Sign In</title></head><body><h1>Sign in</h1></body></html>',
    203,
  )
