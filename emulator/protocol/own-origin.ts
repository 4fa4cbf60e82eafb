// Whether a form was sent by this emulator's own page, or by a program: any other site open in the browser is kept out.
import type { Context } from 'hono'

/** A program sends no Origin. A page that was reached past the public URL has the host that it was asked for. */
export function isOwnOrigin(c: Context): boolean {
  const origin = c.req.header('Origin')
  if (origin === undefined || origin === new URL(c.req.url).origin) return true
  return URL.canParse(origin) && new URL(origin).host === c.req.header('Host')
}
