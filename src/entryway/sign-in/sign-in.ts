// Signing in: GET /login, or a page that needs it, redirects to Entra. Entra redirects back to callback.ts.

import { type CoreContext, currentTask } from '../context.ts'
import { isDefaultScope, isGraphScope } from '../entra/scope.ts'
import { entraProvider, metadataOf } from '../entra-client.ts'
import { EntrywayError, type ErrorContext, SignInRequired } from '../errors/entryway-error.ts'
import { isFromAnotherSite, isNavigation, isOffice, isPrefetch } from '../http/request.ts'
import { wasEnded } from '../session/session.ts'
import { readSessionToken } from '../session/session-cookie.ts'
import type { Settings } from '../settings/settings.ts'
import { isPrintable } from '../unicode.ts'
import { beginAttempt } from './attempt.ts'
import { cameFrom, MAX_RETURN_TO, safeReturnTo } from './return-to.ts'
import { stepUpRequest } from './step-up.ts'

const GRAPH_SCOPE = 'User.Read'
const MAX_LOGIN_HINT = 320
const PROMPTS = ['select_account', 'login', 'consent']

/** GET /login. Of the query only how to ask and where to go after is taken; the protocol's own fields are ours. */
export async function login(c: CoreContext): Promise<Response> {
  // A script would follow the redirect to a page it cannot read, and push out the attempt of another tab.
  if (!isNavigation(c)) throw new SignInRequired()
  const task = currentTask(c)
  const { settings } = task
  if (isOffice(c)) return task.pages.openInBrowser({ url: c.req.url }, c)
  const prompt = c.req.query('prompt') ?? ''
  const loginHint = c.req.query('login_hint') ?? ''
  const domainHint = c.req.query('domain_hint') ?? ''
  const extra: Record<string, string> = {}
  if (PROMPTS.includes(prompt) || (prompt === 'create' && settings.signUp)) extra.prompt = prompt
  // Ended from elsewhere: whoever has this browser now must not slip back in by Entra's own session.
  const token = readSessionToken(c)
  if (token !== null && (await wasEnded(task, token))) extra.prompt = 'login'
  if (isFromAnotherSite(c)) {
    // Its link must not sign anybody in without their choosing.
    if (extra.prompt !== 'login' && extra.prompt !== 'create') extra.prompt = 'select_account'
  } else if (isPrintable(loginHint) && loginHint.length <= MAX_LOGIN_HINT && prompt !== 'select_account') {
    // Entra does not accept a hint together with the picker, so a hint overrides the default.
    extra.login_hint = loginHint
  } else if (settings.accountPicker) extra.prompt ??= 'select_account'
  if (/^[A-Za-z0-9.-]{1,253}$/.test(domainHint)) extra.domain_hint = domainHint
  return startSignIn(c, { returnTo: safeReturnTo(c.req.query('return_to'), settings) }, extra)
}

/**
 * Begins an attempt and redirects to Entra.
 * @param asked.scopes of one API; default: those of every sign-in
 * @param extra parameters of the authorization request
 */
export async function startSignIn(
  c: CoreContext,
  asked: {
    returnTo: string
    back?: string | undefined
    scopes?: string[]
    answersClaimsChallenge?: true
    maxAge?: number | undefined
  },
  extra: Record<string, string>,
): Promise<Response> {
  const task = currentTask(c)
  const metadata = await metadataOf(task).catch((error) => {
    throw signInError(error, { returnTo: asked.returnTo, back: asked.back })
  })
  const defaults = { scopes: [], answersClaimsChallenge: false }
  const attempt = beginAttempt(c, { ...defaults, ...asked, issuer: metadata.issuer })
  const request = { ...attempt, scopes: requestedScopes(task.settings, attempt.scopes) }
  const url = entraProvider(task, metadata).authorizationUrl(request, extra)
  task.log('sign_in_started')
  return c.redirect(url.href, 302)
}

/** Starts a sign-in that returns to this page; ignores prefetches. */
export async function signInAndReturn(
  c: CoreContext,
  need: SignInRequired,
  returnTo: string,
): Promise<Response> {
  if (isPrefetch(c)) return c.body(null, 503)
  const extra: Record<string, string> = {}
  if (need.username !== null) extra.login_hint = need.username
  if (need.claims !== null) extra.claims = need.claims
  const maxAge = need.maxAge ?? undefined
  const { settings } = currentTask(c)
  if (maxAge !== undefined) Object.assign(extra, stepUpRequest(settings, maxAge))
  const from = cameFrom(c, settings)
  // Both are in the attempt's cookie.
  const back = returnTo.length + from.length > MAX_RETURN_TO ? settings.paths.home : from
  return startSignIn(c, { returnTo, back, scopes: need.scopes, maxAge }, extra)
}

/** Adds the return path and the requested scopes to an expected error. A bug is not changed. */
export function signInError(error: unknown, about: ErrorContext): unknown {
  if (!(error instanceof EntrywayError)) return error
  const code = error.code === 'store_unavailable' ? 'session_not_stored' : error.code
  return new EntrywayError(code, { ...error.context, ...about, cause: error })
}

/** @param asked of one API; empty = what every sign-in asks for */
export function requestedScopes(settings: Settings, asked: string[]): string[] {
  return [...settings.openIdScopes, ...(asked.length > 0 ? asked : graphScopes(settings))]
}

/** What every sign-in requests: the profile, and SCOPE if it is Graph's. Another API's scopes are requested when it is called. */
function graphScopes(settings: Settings): string[] {
  const ofGraph = settings.scopes.filter((scope) => isGraphScope(scope) && !isDefaultScope(scope))
  return [...new Set([GRAPH_SCOPE, ...ofGraph])]
}
