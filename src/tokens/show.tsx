// GET /tokens/{authorization id}

import type { Session } from '../entryway/index.ts'
import { shorten } from '../ui/text.tsx'
import { clockOf } from '../ui/time.ts'
import type { TokensContext } from './context.ts'
import { consumeFlash } from './flash.ts'
import { TokenPage } from './pages/token.tsx'
import { getPat } from './pat.ts'

export async function showToken(c: TokensContext, session: Session, id: string): Promise<Response> {
  const { pat, json } = await getPat(c, session, id)
  const updated = updatedOf(id, consumeFlash(c, 'updated') ?? [])
  return c.render(<TokenPage {...{ pat, json, clock: clockOf(c), updated }} />, {
    title: shorten(pat.displayName) || 'Token',
  })
}

/** @param facts as `saveToken` leaves them; no more than a browser says */
function updatedOf(id: string, [changed, ...times]: string[]): { asked: number; before: number } | null {
  // Fifteen digits are past any date of a token, and within what a Date can hold.
  const [asked, before] = times.filter((time) => /^\d{1,15}$/.test(time)).map(Number)
  return changed === id && asked !== undefined && before !== undefined ? { asked, before } : null
}
