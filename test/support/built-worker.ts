// The Worker as it is built, and somebody who opens its pages with a browser's cookies.
import type { createTestHarness } from 'wrangler'
import { type Cookies, cookieHeader, keepCookies } from './cookies.ts'

/** Every setting that may be left out, so that a .dev.vars beside the tests changes nothing. */
export const nothingSet = {
  CLIENT_SECRET: '',
  CLIENT_CERTIFICATE: '',
  CLIENT_CERTIFICATE_KEY: '',
  SCOPE: '',
  ENDPOINT: '',
  ACCOUNT_PICKER: '',
  SIGN_UP: '',
  AZURE_DEVOPS_URL: '',
  ALLOWED_TENANTS: '',
  SESSION_IDLE_MINUTES: '',
  SESSION_MAX_HOURS: '',
}

type Server = Pick<ReturnType<typeof createTestHarness>, 'fetch'>

/** Opens paths and URLs of the app at `origin`; follows no redirect. */
export function visitor(server: Server, origin: string) {
  const cookies: Cookies = new Map()
  return async (url: string) => {
    const cookie = cookieHeader(cookies)
    const response = await server.fetch(new URL(url, origin).href, {
      redirect: 'manual',
      headers: { accept: 'text/html', ...(cookie && { cookie }) },
    })
    keepCookies(cookies, response.headers.getSetCookie())
    return response
  }
}
