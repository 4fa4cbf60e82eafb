// What a page may load besides stylesheets and images: nothing, unless the page opts in.
import type { Context } from 'hono'
import { stateOf } from '../context.ts'
import type { Sources } from '../middleware/security-headers.ts'

/** Lets this response run scripts from this app's origin: `<script src="/copy.js" defer />`. Inline scripts stay blocked. */
export function allowScripts(c: Context): void {
  allowSources(c, { 'script-src': "'self'" })
}

/**
 * The Content-Security-Policy of this response, opened where it is named, in the words of CSP:
 * `allowSources(c, { 'script-src': "'self'", 'connect-src': "'self' https://api.example", 'font-src': "'self'" })`.
 */
export function allowSources(c: Context, sources: Sources): void {
  const state = stateOf(c)
  state.sources = { ...state.sources, ...sources }
}
