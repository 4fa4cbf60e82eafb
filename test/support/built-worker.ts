// The Worker as it is built, and somebody who opens its pages with a browser's cookies.
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { createTestHarness } from 'wrangler'
import { VARIABLES } from '../../tools/settings/variable-names.ts'
import { type Cookies, cookieHeader, keepCookies } from './cookies.ts'

/** Every setting, so that a .dev.vars beside the tests changes nothing. */
export const nothingSet = Object.fromEntries(VARIABLES.map((name) => [name, '']))

type Server = Pick<ReturnType<typeof createTestHarness>, 'listen'>

type View = { headers?: Record<string, string>; method?: string; body?: string }

/**
 * A request as a browser opening a page sends it. Node's own fetch, which the harness uses, overwrites `Sec-Fetch-Mode` with
 * that of a script.
 * @param server listens for the URL's origin; without one it is the URL's own
 */
export async function navigate(url: string, view: View = {}, server?: Server): Promise<Response> {
  const listening = server ? (await server.listen()).url : new URL(url)
  const headers = { 'sec-fetch-mode': 'navigate', ...view.headers, host: new URL(url).host }
  const { pathname, search } = new URL(url)
  const sent = request(new URL(pathname + search, listening), { method: view.method ?? 'GET', headers })
  sent.end(view.body)
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  const lines = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  )
  const bytes = Buffer.concat(await answer.toArray())
  return new Response(bytes.length > 0 ? bytes : null, { status: answer.statusCode ?? 0, headers: lines })
}

/** Opens paths and URLs of the app at `origin`; follows no redirect. `view` changes what is sent. */
export function visitor(server: Server | undefined, origin: string, view: () => View = () => ({})) {
  const cookies: Cookies = new Map()
  return async (url: string) => {
    const cookie = cookieHeader(cookies)
    const { headers, ...others } = view()
    const sent = { headers: { accept: 'text/html', ...(cookie && { cookie }), ...headers }, ...others }
    const response = await navigate(new URL(url, origin).href, sent, server)
    keepCookies(cookies, response.headers.getSetCookie())
    return response
  }
}
