// Signing out: here, at Entra, on every device, and when Entra reports that the user signed out elsewhere.
import type { Context } from 'hono'
import { type CoreContext, currentTask, stateOf } from './context.ts'
import { logMetadata, metadataOf } from './entra-client.ts'
import { EntrywayError } from './errors/entryway-error.ts'
import { peekSession } from './guards.ts'
import { isPrefetch, wantsHtml } from './http/request.ts'
import { readCookie, removeCookie, writeCookie } from './session/cookie.ts'
import { endSessionOfCookie, endSessionsOfSid } from './session/ending.ts'
import { sidHash } from './session/person.ts'
import { wasEnded } from './session/session.ts'
import { readSessionToken, removeSessionCookie } from './session/session-cookie.ts'
import type { SessionToken } from './session/session-token.ts'
import { StoreError } from './store/patient-store.ts'

/** GUID-like, and no GUID of RFC 4122 (test/recorded/sign-out.json, form-of-sid). */
const SID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A form's value of `next` if another account is to sign in afterwards. */
const CHOOSE_ACCOUNT = 'choose_account'

/** The sign-out was on every device. A cookie, because the URL of the next page could be anyone's link. */
const EVERYWHERE_COOKIE = 'entryway-everywhere'
/** The way to Entra and back. */
const EVERYWHERE_SECONDS = 120

/** For the home page, to which every sign-out leads: whether it was on every device. True once. */
export function consumeSignedOutEverywhere(c: Context): boolean {
  const isSet = readCookie(c, EVERYWHERE_COOKIE) !== null
  if (isSet && !isPrefetch(c)) removeCookie(c, EVERYWHERE_COOKIE)
  return isSet
}

/** GET /logout changes nothing: a link on another site could be followed. It asks. */
export async function confirmSignOut(c: CoreContext): Promise<Response> {
  const session = await peekSession(c)
  const everywhere = c.req.query('everywhere') !== undefined
  return currentTask(c).pages.signOut({ identity: session?.identity ?? null, everywhere }, c)
}

/**
 * POST /logout: ends the session, if there is one still, then Entra's own: on a shared computer an expired session here
 * says nothing about the one at Entra. Entra returns only to a registered redirect URI, so the one that
 * is sure to be registered is sent; the callback opened with no parameter leads home. Whoever wants another account does not
 * go there: Entra comes back only for a user with a live session there (test/recorded/sign-out.json).
 * The way to Entra is a page, because Chromium holds a redirect after a form, and each one after it, to the CSP's
 * `form-action`, and nobody can list the hosts of a federated tenant's sign-out.
 * Source: OpenID Connect RP-Initiated Logout 1.0; Microsoft identity platform, "Send a sign-out request".
 */
export async function signOut(c: CoreContext): Promise<Response> {
  const task = currentTask(c)
  const { paths } = task.settings
  const token = readSessionToken(c)
  removeSessionCookie(c)
  // For a frame that shows who is signed in: a guard for every path may have found them.
  c.set('session', null)
  // A body that is not a form only signs out.
  const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  const isChoosing = form.next === CHOOSE_ACCOUNT
  // Asked before the cookie that shows it is gone.
  const hadEnded = isChoosing && token !== null && (await wasEnded(task, token))
  const ended = token && (await endSessions(c, token, form.everywhere === 'yes'))
  if (ended?.endedAll) writeCookie(c, EVERYWHERE_COOKIE, 'yes', EVERYWHERE_SECONDS)
  // Of an earlier sign-out.
  else consumeSignedOutEverywhere(c)

  if (isChoosing) return c.redirect(`${paths.login}?prompt=${hadEnded ? 'login' : 'select_account'}`, 303)
  const metadata = await metadataOf(task).catch((why) => logMetadata(task, why))
  // Metadata without the endpoint: sign-out is local (OpenID Connect RP-Initiated Logout 1.0 section 2.1).
  if (!metadata?.endSessionEndpoint) return c.redirect(`${paths.home}?signed-out=here`, 303)
  const url = new URL(metadata.endSessionEndpoint)
  url.searchParams.set('post_logout_redirect_uri', task.settings.redirectUri.href)
  const loginHint = ended?.identity?.loginHint ?? null
  if (loginHint !== null) url.searchParams.set('logout_hint', loginHint)
  if (!wantsHtml(c)) return c.json({ sign_out_url: url.href })
  c.header('refresh', `0; url=${url.href}`)
  return task.pages.leaving({ url: url.href }, c)
}

async function endSessions(
  c: CoreContext,
  token: SessionToken,
  everywhere: boolean,
): ReturnType<typeof endSessionOfCookie> {
  const task = currentTask(c)
  const ended = await endSessionOfCookie(task, token, { everywhere }).catch((cause: unknown) => {
    if (!(cause instanceof StoreError)) throw cause
    const { reason } = cause.context
    throw new EntrywayError('sign_out_incomplete', { reason, fixableBy: 'operator', cause })
  })
  const { identity, isOwn, endedAll } = ended
  if (isOwn) task.log('sign_out', { tid: identity?.tenantId, ...(endedAll && { everywhere: true }) })
  if (everywhere && !endedAll) throw new EntrywayError('others_not_ended', { reason: 'no_record' })
  return ended
}

/** Home again, after Entra's part of a sign-out. */
export const signedOut = (c: CoreContext): Response =>
  c.redirect(`${currentTask(c).settings.paths.home}?signed-out`, 303)

/**
 * GET /logout/front-channel: Entra opens it in a hidden frame, with a sid, no issuer and, third-party cookies being
 * blocked, no cookie. An issuer that comes all the same is not read: Entra spells it in several ways, and the sid is of
 * one session. The answer is the same whether or not the sid is known.
 * Source: OpenID Connect Front-Channel Logout 1.0; Microsoft identity platform, "Single sign-out".
 */
export async function frontChannelSignOut(c: CoreContext): Promise<Response> {
  stateOf(c).isFramed = true
  const task = currentTask(c)
  const [sid, ...moreSids] = c.req.queries('sid') ?? []
  if (sid !== undefined && moreSids.length === 0 && SID.test(sid)) {
    // A store that lags cannot tell an unknown sid from a new one, so anybody can cause this write.
    const key = `front-channel ${c.req.header('cf-connecting-ip') ?? ''}`
    const limited = await task.rateLimit?.limit({ key }).catch(() => null)
    if (limited?.success === false) {
      task.log('rate_limited', { reason: 'front_channel' })
      throw new EntrywayError('too_many_requests', { retryAfterSeconds: 60 })
    }
    await endSessionsOfSid(task, sidHash(sid))
    task.log('front_channel_sign_out')
  }
  return c.body(null, 200, { 'content-type': 'text/plain; charset=utf-8' })
}
