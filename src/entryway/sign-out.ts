// Signing out: here, at Entra, on every device, and when Entra says that the person signed out elsewhere.

import { SignOutPage } from '../ui/sign-out.tsx'
import { logMetadata, metadataOf } from './entra-client.ts'
import { Refusal } from './errors/errors.ts'
import type { AppContext } from './http/request.ts'
import { log } from './log.ts'
import { StoreError } from './session/kv-store.ts'
import {
  dropSessionCookie,
  endSession,
  endSessionsOfPerson,
  endSessionsOfSid,
  loadSession,
  type Session,
} from './session/session.ts'

/** GUID-like, and no GUID of RFC 4122 (test/recorded/sign-out.json, form-of-sid). */
const SID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The state of a sign-out after which the person wants to choose another account; Entra may not give it back. */
export const CHOOSE_ACCOUNT_STATE = 'choose_account'

/** GET /logout changes nothing: a link on another site could be followed. It asks. */
export async function confirmSignOut(c: AppContext): Promise<Response> {
  const session = await loadSession(c)
  return c.html(SignOutPage({ identity: session?.identity ?? null }))
}

/**
 * POST /logout: ends the session, if there is one still, then Entra's own: on a shared computer an expired session here
 * says nothing about the one at Entra. Entra returns only to a registered redirect URI, so the one that
 * is sure to be registered is sent; the callback opened with no parameter leads home.
 * Source: OpenID Connect RP-Initiated Logout 1.0; Microsoft identity platform, "Send a sign-out request".
 */
export async function signOut(c: AppContext): Promise<Response> {
  const settings = c.get('settings')
  // A body that is no form asks for nothing more than signing out.
  const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  const session = await loadSession(c).catch((error: unknown) => {
    if (error instanceof StoreError) throw cookieGoneOnly(c, error)
    throw error
  })
  if (session) await endSessions(c, session, form.everywhere === 'yes')
  else dropSessionCookie(c)

  const metadata = await metadataOf(c).catch((why) => logMetadata(c, why))
  // Metadata without the endpoint: sign-out is local (OpenID Connect RP-Initiated Logout 1.0 section 2.1).
  if (!metadata?.endSessionEndpoint) return c.redirect('/?signed-out=here', 303)
  const url = new URL(metadata.endSessionEndpoint)
  url.searchParams.set('post_logout_redirect_uri', settings.redirectUri.href)
  if (form.next === CHOOSE_ACCOUNT_STATE) url.searchParams.set('state', CHOOSE_ACCOUNT_STATE)
  const loginHint = session?.identity.loginHint ?? null
  if (loginHint !== null) url.searchParams.set('logout_hint', loginHint)
  return c.redirect(url.href, 303)
}

async function endSessions(c: AppContext, session: Session, everywhere: boolean): Promise<void> {
  const { id, identity } = session
  try {
    await endSession(c, session)
    const others = everywhere ? await endSessionsOfPerson(c, identity) : []
    log(c, 'sign_out', { tid: identity.tenantId, sessions: new Set([id, ...others]).size })
  } catch (error) {
    throw error instanceof StoreError ? cookieGoneOnly(c, error) : error
  }
}

/**
 * GET /logout/front-channel: Entra opens it in a hidden frame, with a sid, no issuer and, third-party cookies being
 * blocked, no cookie. An issuer that comes all the same is not read: Entra spells it in several ways, and the sid is of
 * one session. The answer is the same whether or not the sid is known.
 * Source: OpenID Connect Front-Channel Logout 1.0; Microsoft identity platform, "Single sign-out".
 */
export async function frontChannelSignOut(c: AppContext): Promise<Response> {
  const [sid, ...moreSids] = c.req.queries('sid') ?? []
  if (sid !== undefined && moreSids.length === 0 && SID.test(sid)) {
    const ids = await endSessionsOfSid(c, sid)
    log(c, 'front_channel_sign_out', { sessions: ids.length })
  }
  return c.body(null, 200, { 'content-type': 'text/plain; charset=utf-8' })
}

function cookieGoneOnly(c: AppContext, cause: StoreError): Refusal {
  dropSessionCookie(c)
  return new Refusal('sign_out_incomplete', { reason: cause.message, settledBy: 'operator' })
}
