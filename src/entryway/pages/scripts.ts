// What a page may load besides stylesheets and images: nothing, unless the page opts in.
import type { Context } from 'hono'
import { stateOf } from '../context.ts'

/** Directives that a page may open. Framing, forms, plugins and the base URL are the app's to decide, once for all. */
export type Sources = Partial<
  Record<
    | 'script-src'
    | 'connect-src'
    | 'font-src'
    | 'worker-src'
    | 'manifest-src'
    | 'media-src'
    | 'frame-src'
    | 'img-src'
    | 'style-src',
    string
  >
>

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

/** @returns the policy with these sources for its own */
export function withSources(policy: string, sources: Sources): string {
  const directives = new Map(policy.split('; ').map((each) => [each.split(' ')[0] ?? '', each]))
  for (const [name, allowed] of Object.entries(sources)) directives.set(name, `${name} ${allowed}`)
  return [...directives.values()].join('; ')
}
