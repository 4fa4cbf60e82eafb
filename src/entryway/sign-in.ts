// Signing in: GET /login sends the person to Entra, and the redirect URI's path takes them back.
import { accessTokenOf } from './access-token.ts'
import { answerAdminConsent, isAdminConsent } from './admin-consent.tsx'
import { beginAttempt, hasAttempt, takeAttempt } from './attempt.ts'
import { isIssuerUnder } from './entra/authority.ts'
import { readAuthorizationResponse, refuseMalformed } from './entra/authorization-response.ts'
import { aadstsNumber, explainRedirect, isUnknownScope, needsInteraction } from './entra/errors.ts'
import { keyIdOf, verifyIdToken } from './entra/id-token.ts'
import { EntraTokenError } from './entra/provider.ts'
import { isDefaultScope, isGraphScope, isOpenIdScope } from './entra/scope.ts'
import { loadSigningKeys, prepareSigningKeys } from './entra/signing-keys.ts'
import { entraProvider, metadataOf } from './entra-client.ts'
import { Refusal, type RefusalContext, type SignInRequired } from './errors/errors.ts'
import { refusalOf } from './errors/to-refusal.ts'
import { type AppContext, isSpeculative } from './http/request.ts'
import { log } from './log.ts'
import { safeReturnTo } from './return-to.ts'
import { startSession } from './session/session.ts'
import type { Settings } from './settings/settings.ts'
import { CHOOSE_ACCOUNT_STATE } from './sign-out.ts'

const GRAPH_SCOPE = 'User.Read'
const OTHER_ISSUER = {
  settledBy: 'operator',
  operator:
    'the answer is of another issuer than the sign-in: a mix-up attack, or AUTHORITY has just changed',
} as const
const PROMPTS = ['select_account', 'login', 'consent']

/** GET /login. Of the query only how to ask and where to go after is taken; the protocol's own fields are ours. */
export async function login(c: AppContext): Promise<Response> {
  const settings = c.get('settings')
  const prompt = c.req.query('prompt') ?? ''
  const loginHint = c.req.query('login_hint') ?? ''
  const domainHint = c.req.query('domain_hint') ?? ''
  const extra: Record<string, string> = {}
  if (PROMPTS.includes(prompt) || (prompt === 'create' && settings.signUp)) extra.prompt = prompt
  // Entra does not take a hint together with the picker, so the default gives way to the hint.
  if (/^[^\p{Cc}]{1,320}$/u.test(loginHint) && prompt !== 'select_account') extra.login_hint = loginHint
  else if (settings.accountPicker || isOfAnotherSite(c)) extra.prompt ??= 'select_account'
  if (/^[A-Za-z0-9.-]{1,253}$/.test(domainHint)) extra.domain_hint = domainHint
  return startSignIn(c, { returnTo: safeReturnTo(c.req.query('return_to'), settings), extra })
}

/** A link of another site must not sign anybody in without their choosing. */
const isOfAnotherSite = (c: AppContext) =>
  !['same-origin', 'none', undefined].includes(c.req.header('sec-fetch-site'))

const chooseAccountHref = (c: AppContext) =>
  c.get('settings').accountPicker ? '/login' : '/login?prompt=select_account'

/**
 * Entra returns here after sign-out, as this is the one address that is sure to be registered: with nothing, or with
 * what is not a sign-in's answer (`lc=1033` of a personal account, a state that may have been given back).
 */
function isReturnFromSignOut(c: AppContext, query: URLSearchParams): boolean {
  const isAnswer = [...query.keys()].some((name) => /^(?:code|error)$|token/i.test(name))
  return !isAnswer && !isAdminConsent(query) && !hasAttempt(c, query.get('state') ?? '')
}

/** Begins an attempt and sends the person to Entra. @param asked.scopes of one API; default: what every sign-in asks for */
async function startSignIn(
  c: AppContext,
  asked: {
    returnTo: string
    scopes?: string[]
    otherwise?: string[]
    extra: Record<string, string>
    challenged?: true
  },
): Promise<Response> {
  const settings = c.get('settings')
  const metadata = await metadataOf(c).catch((error) => {
    throw refusalOfSignIn(error, { returnTo: asked.returnTo })
  })
  const attempt = beginAttempt(c, {
    issuer: metadata.issuer,
    scopes: [...settings.openIdScopes, ...(asked.scopes?.length ? asked.scopes : graphScopes(settings))],
    otherwise: asked.otherwise ?? [],
    returnTo: asked.returnTo,
    challenged: asked.challenged,
  })
  const url = entraProvider(c, metadata).authorizationUrl(attempt, asked.extra)
  log(c, 'sign_in_started')
  return c.redirect(url.href, 302)
}

/** Sends the person whom a page cannot serve yet to Entra, to come back to that page; not before they ask for it. */
export async function signInAndReturn(
  c: AppContext,
  need: SignInRequired,
  returnTo: string,
): Promise<Response> {
  if (isSpeculative(c)) return c.body(null, 503)
  const extra: Record<string, string> = {}
  if (need.username !== null) extra.login_hint = need.username
  if (need.claims !== null) extra.claims = need.claims
  return startSignIn(c, { returnTo, scopes: need.scopes, otherwise: need.otherwise, extra })
}

/** The redirect URI: OpenID Connect Core 3.1.2.5 to 3.1.3.7, from the answer to a session. */
export async function callback(c: AppContext): Promise<Response> {
  const query = new URL(c.req.url).searchParams
  if (isReturnFromSignOut(c, query)) {
    const choosesAccount = query.get('state') === CHOOSE_ACCOUNT_STATE
    return c.redirect(choosesAccount ? chooseAccountHref(c) : '/?signed-out', 303)
  }
  refuseMalformed(query)
  if (isAdminConsent(query)) return answerAdminConsent(c, query)

  const settings = c.get('settings')
  const answer = readAuthorizationResponse(query)
  const attempt = takeAttempt(c, answer.state)
  c.set('correlationId', attempt.correlationId)
  const { returnTo, otherwise, challenged } = attempt
  const apiScopes = attempt.scopes.filter((scope) => !isOpenIdScope(scope))
  try {
    if (answer.iss !== null && !isIssuerUnder(attempt.issuer, answer.iss))
      throw new Refusal('issuer_mismatch', OTHER_ISSUER)
    if ('error' in answer) throw refusedByEntra(answer)

    const metadata = await metadataOf(c)
    if (metadata.issuer !== attempt.issuer)
      throw new Refusal('issuer_mismatch', { ...OTHER_ISSUER, reason: 'metadata' })
    const provider = entraProvider(c, metadata)
    // Both at once where no key is known yet. What Entra says of the code comes first, whatever becomes of the keys.
    const prepared = prepareSigningKeys(settings.authority, metadata.keysUri, Date.now())
    prepared.catch(() => undefined)
    const tokens = await provider.validateAuthorizationCode(answer.code, attempt.verifier, attempt.scopes)
    await prepared
    const now = Date.now()
    const idToken = 'id_token' in tokens.data ? tokens.idToken() : ''
    const identity = await verifyIdToken(idToken, {
      keys: await loadSigningKeys(settings.authority, metadata.keysUri, keyIdOf(idToken), now),
      metadataIssuer: metadata.issuer,
      cloudInstanceName: metadata.cloudInstanceName,
      authorityTenant: settings.authority.tenant,
      clientId: settings.clientId,
      nonce: attempt.nonce,
      accessToken: tokens.accessToken(),
      allowedTenants: settings.allowedTenants,
      now,
    })
    await startSession(c, identity, metadata.graphOrigin, {
      refreshToken: tokens.hasRefreshToken() ? tokens.refreshToken() : null,
      accessTokens: [accessTokenOf(tokens, apiScopes, now)],
    })
    log(c, 'sign_in', { tid: identity.tenantId })
    return c.redirect(returnTo, 303)
  } catch (error) {
    const claims = error instanceof EntraTokenError && needsInteraction(error.answer) ? error.claims : null
    // Entra asks for more, MFA for example: handed on unchanged, once.
    if (claims !== null && !challenged) {
      return startSignIn(c, { returnTo, scopes: apiScopes, otherwise, extra: { claims }, challenged: true })
    }
    const refusal = refusalOfSignIn(error, { returnTo, scopes: attempt.scopes })
    // The tenant does not know the scopes: once more, with the ones that have always been there.
    if (otherwise.length > 0 && refusal instanceof Refusal && isUnknownScope(refusal.context.aadsts)) {
      return startSignIn(c, { returnTo, scopes: otherwise, extra: {} })
    }
    throw refusal
  }
}

function refusedByEntra(redirect: { error: string; suberror: string | null; description: string }): Refusal {
  const { error, suberror, description } = redirect
  const answer = { error, suberror, aadsts: aadstsNumber(description) }
  const { code, ...about } = explainRedirect(answer, description)
  const context = { reason: 'entra', ...about }
  if (code !== 'consent_needed') return new Refusal(code, context)
  // Nobody is asked silently here, so whoever may consent is asked by Entra: these may not.
  return new Refusal('admin_consent_needed', { ...context, settledBy: 'administrator' })
}

/** Whatever stopped the sign-in, with what the person was going to and what was asked for. */
function refusalOfSignIn(error: unknown, about: RefusalContext): unknown {
  const refusal = refusalOf(error)
  if (!refusal) return error
  const code = refusal.code === 'store_unavailable' ? 'session_not_stored' : refusal.code
  return new Refusal(code, { ...refusal.context, ...about })
}

/** What every sign-in asks for: the profile, and what SCOPE wants of Graph. Another API is asked for when it is called. */
function graphScopes(settings: Settings): string[] {
  const ofGraph = settings.scopes.filter((scope) => isGraphScope(scope) && !isDefaultScope(scope))
  return [...new Set([GRAPH_SCOPE, ...ofGraph])]
}
