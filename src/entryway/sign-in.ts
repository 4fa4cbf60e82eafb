// Signing in: GET /login redirects to Entra, and Entra redirects back to the redirect URI's path.
import { accessTokenOf } from './access-token.ts'
import { answerAdminConsent, isAdminConsent } from './admin-consent.ts'
import { beginAttempt, consumeAttempt, hasAttempt } from './attempt.ts'
import type { CoreContext } from './context.ts'
import { isIssuerUnder } from './entra/authority.ts'
import { readAuthorizationResponse, refuseMalformed } from './entra/authorization-response.ts'
import { aadstsNumber, explainRedirect, needsInteraction } from './entra/errors.ts'
import { keyIdOf, readAuthentication, verifyIdToken } from './entra/id-token.ts'
import { EntraTokenError } from './entra/provider.ts'
import { isDefaultScope, isGraphScope, isOpenIdScope } from './entra/scope.ts'
import { loadSigningKeys, prepareSigningKeys } from './entra/signing-keys.ts'
import { entraProvider, metadataOf } from './entra-client.ts'
import { EntrywayError, type ErrorContext, SignInRequired } from './errors/entryway-error.ts'
import { isFromAnotherSite, isNavigation, isOffice, isPrefetch } from './http/request.ts'
import { safeReturnTo } from './return-to.ts'
import { browserName, countryOf } from './session/browser-name.ts'
import { sessionIdOf, startSession, wasEnded } from './session/session.ts'
import { peekSession, readSessionCookie, writeSessionCookie } from './session/session-cookie.ts'
import type { Settings } from './settings/settings.ts'
import { authenticatedAt, stepUpRequest } from './step-up.ts'

const GRAPH_SCOPE = 'User.Read'
const OTHER_ISSUER = {
  fixableBy: 'operator',
  operator:
    'the answer is of another issuer than the sign-in: a mix-up attack, or AUTHORITY has just changed',
} as const
const PROMPTS = ['select_account', 'login', 'consent']

/** GET /login. Of the query only how to ask and where to go after is taken; the protocol's own fields are ours. */
export async function login(c: CoreContext): Promise<Response> {
  // A script would follow the redirect to a page it cannot read, and push out the attempt of another tab.
  if (!isNavigation(c)) throw new SignInRequired()
  if (isOffice(c)) return c.html(c.var.entryway.pages.openInBrowser({ url: c.req.url }))
  const settings = c.var.entryway.settings
  const prompt = c.req.query('prompt') ?? ''
  const loginHint = c.req.query('login_hint') ?? ''
  const domainHint = c.req.query('domain_hint') ?? ''
  const extra: Record<string, string> = {}
  if (PROMPTS.includes(prompt) || (prompt === 'create' && settings.signUp)) extra.prompt = prompt
  // Ended from elsewhere: whoever has this browser now must not slip back in by Entra's own session.
  const token = readSessionCookie(c)
  if (token !== null && (await wasEnded(c.var.entryway, token))) extra.prompt = 'login'
  // A link of another site must not sign anybody in without their choosing.
  if (isFromAnotherSite(c))
    extra.prompt = ['login', 'create'].includes(extra.prompt ?? '') ? (extra.prompt ?? '') : 'select_account'
  // Entra does not accept a hint together with the picker, so a hint overrides the default.
  else if (/^[^\p{Cc}]{1,320}$/u.test(loginHint) && prompt !== 'select_account') extra.login_hint = loginHint
  else if (settings.accountPicker) extra.prompt ??= 'select_account'
  if (/^[A-Za-z0-9.-]{1,253}$/.test(domainHint)) extra.domain_hint = domainHint
  return startSignIn(c, { returnTo: safeReturnTo(c.req.query('return_to'), settings), extra })
}

/**
 * Entra returns here after sign-out, as this is the one URL that is sure to be registered: with nothing, or with
 * what is not a sign-in's answer (`lc=1033` of a personal account, a state that may have been given back).
 */
function isReturnFromSignOut(c: CoreContext, query: URLSearchParams): boolean {
  const isAnswer = [...query.keys()].some((name) => /^(?:code|error)$|token/i.test(name))
  return !isAnswer && !isAdminConsent(query) && !hasAttempt(c, query.get('state') ?? '')
}

/** Begins an attempt and redirects to Entra. @param asked.scopes of one API; default: those of every sign-in */
async function startSignIn(
  c: CoreContext,
  asked: {
    returnTo: string
    scopes?: string[]
    extra: Record<string, string>
    answersClaimsChallenge?: true
    maxAge?: number | undefined
  },
): Promise<Response> {
  const settings = c.var.entryway.settings
  const metadata = await metadataOf(c.var.entryway).catch((error) => {
    throw signInError(error, { returnTo: asked.returnTo })
  })
  const attempt = beginAttempt(c, {
    issuer: metadata.issuer,
    scopes: asked.scopes ?? [],
    returnTo: asked.returnTo,
    answersClaimsChallenge: asked.answersClaimsChallenge ?? false,
    maxAge: asked.maxAge,
  })
  const request = { ...attempt, scopes: requestedScopes(settings, attempt.scopes) }
  const url = entraProvider(c.var.entryway, metadata).authorizationUrl(request, asked.extra)
  c.var.entryway.log('sign_in_started')
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
  if (maxAge !== undefined) Object.assign(extra, stepUpRequest(c.var.entryway.settings, maxAge))
  return startSignIn(c, { returnTo, scopes: need.scopes, extra, maxAge })
}

/** The redirect URI: OpenID Connect Core 3.1.2.5 to 3.1.3.7, from the answer to a session. */
export async function callback(c: CoreContext): Promise<Response> {
  const query = new URL(c.req.url).searchParams
  if (isReturnFromSignOut(c, query)) return c.redirect('/?signed-out', 303)
  refuseMalformed(query)
  if (isAdminConsent(query)) return answerAdminConsent(c, query)

  const task = c.var.entryway
  const { settings, signingKeys } = task
  const answer = readAuthorizationResponse(query)
  // Back, after a sign-in: its answer is used up, and there is nothing to be told.
  if (!hasAttempt(c, answer.state) && (await peekSession(c))) return c.redirect('/', 303)
  const attempt = consumeAttempt(c, answer.state)
  task.correlationId = attempt.correlationId
  const { returnTo, answersClaimsChallenge } = attempt
  const scopes = requestedScopes(settings, attempt.scopes)
  const apiScopes = scopes.filter((scope) => !isOpenIdScope(scope))
  try {
    if (answer.iss !== null && !isIssuerUnder(attempt.issuer, answer.iss))
      throw new EntrywayError('issuer_mismatch', OTHER_ISSUER)
    if ('error' in answer) throw errorOfEntra(answer)

    const metadata = await metadataOf(task)
    if (metadata.issuer !== attempt.issuer)
      throw new EntrywayError('issuer_mismatch', { ...OTHER_ISSUER, reason: 'metadata' })
    const provider = entraProvider(c.var.entryway, metadata)
    // Both at once where no key is known yet. What Entra says of the code comes first, whatever becomes of the keys.
    const prepared = prepareSigningKeys(signingKeys, metadata.keysUri, Date.now())
    prepared.catch(() => undefined)
    const tokens = await provider.validateAuthorizationCode(answer.code, attempt.verifier, scopes)
    await prepared
    const now = Date.now()
    const idToken = 'id_token' in tokens.data ? tokens.idToken() : ''
    const identity = await verifyIdToken(idToken, {
      keys: await loadSigningKeys(signingKeys, metadata.keysUri, keyIdOf(idToken), now, task.waitUntil),
      metadataIssuer: metadata.issuer,
      cloudInstanceName: metadata.cloudInstanceName,
      authorityTenant: settings.authority.tenant,
      clientId: settings.clientId,
      nonce: attempt.nonce,
      accessToken: tokens.accessToken(),
      allowedTenants: settings.allowedTenants,
      now,
    })
    const authentication = readAuthentication(idToken)
    const token = await startSession(task, {
      identity,
      authenticatedAt: authenticatedAt(authentication, attempt, settings, now / 1000),
      // A context that nobody asked for may be of a sign-in long ago.
      contexts: attempt.maxAge === undefined ? [] : authentication.contexts,
      browser: browserName(c.req.header('user-agent') ?? ''),
      country: countryOf(c.req.raw),
      graphOrigin: metadata.graphOrigin,
      tokens: {
        refreshToken: tokens.hasRefreshToken() ? tokens.refreshToken() : null,
        accessTokens: [accessTokenOf(tokens, apiScopes, now)],
      },
      previousToken: readSessionCookie(c),
    })
    writeSessionCookie(c, token, settings)
    task.log.about({ id: await sessionIdOf(token), token })
    task.log('sign_in', { tid: identity.tenantId })
    return c.redirect(returnTo, 303)
  } catch (error) {
    const claims = error instanceof EntraTokenError && needsInteraction(error.answer) ? error.claims : null
    // Entra requires more, such as MFA: the claims are passed on unchanged, once.
    if (claims !== null && !answersClaimsChallenge) {
      return startSignIn(c, {
        returnTo,
        scopes: apiScopes,
        extra: { claims },
        answersClaimsChallenge: true,
        maxAge: attempt.maxAge,
      })
    }
    throw signInError(error, { returnTo, scopes })
  }
}

function errorOfEntra(redirect: {
  error: string
  suberror: string | null
  description: string
}): EntrywayError {
  const { error, suberror, description } = redirect
  const answer = { error, suberror, aadsts: aadstsNumber(description) }
  const { code, ...about } = explainRedirect(answer, description)
  // Nobody is asked silently here, so whoever may consent is asked by Entra: these may not.
  if (code !== 'consent_needed') return new EntrywayError(code, { reason: 'entra', ...about })
  return new EntrywayError('admin_consent_needed', { reason: 'entra', ...about, fixableBy: 'administrator' })
}

/** Adds the return path and the requested scopes to an expected error. A bug is not changed. */
function signInError(error: unknown, about: ErrorContext): unknown {
  if (!(error instanceof EntrywayError)) return error
  const code = error.code === 'store_unavailable' ? 'session_not_stored' : error.code
  return new EntrywayError(code, { ...error.context, ...about, cause: error })
}

/** @param asked of one API; empty = what every sign-in asks for */
function requestedScopes(settings: Settings, asked: string[]): string[] {
  return [...settings.openIdScopes, ...(asked.length > 0 ? asked : graphScopes(settings))]
}

/** What every sign-in requests: the profile, and SCOPE if it is Graph's. Another API's scopes are requested when it is called. */
function graphScopes(settings: Settings): string[] {
  const ofGraph = settings.scopes.filter((scope) => isGraphScope(scope) && !isDefaultScope(scope))
  return [...new Set([GRAPH_SCOPE, ...ofGraph])]
}
