// Whether the settings are valid, for everyone; when the credential expires, only with HEALTH_TOKEN.
import { sha256 } from '@oslojs/crypto/sha2'
import { constantTimeEqual } from '@oslojs/crypto/subtle'
import { type CoreContext, currentTask } from './context.ts'
import { credentialExpiry, urgencyOf } from './credential-expiry.ts'
import { inWords } from './log.ts'

/** `ok`; with `?details` and the token JSON: `{ status, settings, credential: { kind, expires, days } | null }`, where `settings` is `ok` or what is ignored and why. */
export function health(c: CoreContext): Response {
  const { settings, ignored } = currentTask(c)
  if (c.req.query('details') === undefined || !mayReadDetails(c, settings.healthToken)) return c.text('ok')
  const credential = credentialExpiry(settings, Date.now())
  const urgency = credential ? urgencyOf(credential) : 'ok'
  // With settings that users cannot sign in with, every path answers with what is wrong.
  return c.json({
    status: urgency === 'ok' && ignored.length > 0 ? 'warning' : urgency,
    settings: inWords(ignored).join('; ') || 'ok',
    credential,
  })
}

function mayReadDetails(c: CoreContext, token: string | null): boolean {
  const [, given] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
  if (token === null || given === undefined) return false
  // Hashed first: of unequal lengths the comparison would end early.
  return constantTimeEqual(digest(given), digest(token))
}

const digest = (text: string) => sha256(new TextEncoder().encode(text))
