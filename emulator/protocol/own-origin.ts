// Whether a form comes from the emulator's own page or a program, not from another site open in the browser.
import type { Context } from 'hono'

/** A program sends no Origin. A page not opened at the public URL has the origin of the requested host. */
export function isOwnOrigin(c: Context): boolean {
  const origin = c.req.header('Origin')
  if (origin === undefined || origin === new URL(c.req.url).origin) return true
  return URL.canParse(origin) && new URL(origin).host === c.req.header('Host')
}
