// The redirect URI: what Entra answers to a sign-in, from its parameters to a session.

import { type CoreContext, currentTask } from '../context.ts'
import { isIssuerUnder } from '../entra/authority.ts'
import { readAuthorizationResponse, refuseMalformed } from '../entra/authorization-response.ts'
import { needsInteraction } from '../entra/errors.ts'
import { verifyIdToken } from '../entra/id-token.ts'
import { EntraTokenError } from '../entra/provider.ts'
import { isOpenIdScope } from '../entra/scope.ts'
import { prepareSigningKeys } from '../entra/signing-keys.ts'
import { entraProvider, idTokenRules, metadataOf } from '../entra-client.ts'
import { EntrywayError } from '../errors/entryway-error.ts'
import { peekSession } from '../guards.ts'
import { browserName, countryOf } from '../session/browser-name.ts'
import { toCachedToken } from '../session/cached-tokens.ts'
import { readSessionToken, writeSessionCookie } from '../session/session-cookie.ts'
import { startSession } from '../session/start.ts'
import { signedOut } from '../sign-out.ts'
import { answerAdminConsent, isAdminConsent } from './admin-consent.ts'
import { consumeAttempt, hasAttempt } from './attempt.ts'
import { requestedScopes, signInError, startSignIn } from './sign-in.ts'
import { authenticatedAt } from './step-up.ts'

const OTHER_ISSUER = {
  fixableBy: 'operator',
  operator:
    'the response isn’t from the issuer where the sign-in started, so this is a mix-up attack, unless AUTHORITY has just changed',
} as const

/** The redirect URI: OpenID Connect Core 3.1.2.5 to 3.1.3.7, from the answer to a session. */
export async function callback(c: CoreContext): Promise<Response> {
  const query = new URL(c.req.url).searchParams
  if (isReturnFromSignOut(c, query)) return signedOut(c)
  refuseMalformed(query)
  if (isAdminConsent(query)) return answerAdminConsent(c, query)

  const task = currentTask(c)
  const { settings, signingKeys } = task
  const answer = readAuthorizationResponse(query)
  // The user went back after signing in: the response was used, and there is nothing to report.
  if (!hasAttempt(c, answer.state) && (await peekSession(c))) return c.redirect(settings.paths.home, 303)
  const attempt = consumeAttempt(c, answer.state)
  task.correlationId = attempt.correlationId
  const { returnTo, back, answersClaimsChallenge } = attempt
  const scopes = requestedScopes(settings, attempt.scopes)
  const apiScopes = scopes.filter((scope) => !isOpenIdScope(scope))
  try {
    if (answer.iss !== null && !isIssuerUnder(attempt.issuer, answer.iss))
      throw new EntrywayError('issuer_mismatch', OTHER_ISSUER)
    if ('refused' in answer) {
      const { code, ...about } = answer.refused
      throw new EntrywayError(code, { reason: 'entra', ...about })
    }

    const metadata = await metadataOf(task)
    if (metadata.issuer !== attempt.issuer)
      throw new EntrywayError('issuer_mismatch', { ...OTHER_ISSUER, reason: 'metadata' })
    // RFC 9207 section 2.4. An error without it needs no metadata: it is refused as what it says.
    if (answer.iss === null && metadata.sendsIssuer)
      throw new EntrywayError('issuer_mismatch', { ...OTHER_ISSUER, reason: 'no_iss' })
    // In a new isolate the keys are fetched while the code is redeemed. If both fail, the code's error is the one to report.
    const prepared = prepareSigningKeys(signingKeys, metadata.keysUri, Date.now())
    prepared.catch(() => undefined)
    const tokens = await entraProvider(task, metadata).validateAuthorizationCode(
      answer.code,
      attempt.verifier,
      scopes,
    )
    await prepared
    const rules = await idTokenRules(task, metadata, tokens)
    const { identity, authentication } = await verifyIdToken(rules.idToken, {
      ...rules,
      nonce: attempt.nonce,
    })
    const token = await startSession(task, {
      record: {
        identity,
        graphOrigin: metadata.graphOrigin,
        authenticatedAt: authenticatedAt(authentication, attempt, settings, rules.now / 1000),
        // A context that nobody asked for may be of a sign-in long ago.
        contexts: attempt.maxAge === undefined ? [] : authentication.contexts,
      },
      use: {
        browser: browserName(c.req.header('user-agent') ?? ''),
        country: countryOf(c.req.raw),
        refreshToken: tokens.hasRefreshToken() ? tokens.refreshToken() : null,
        accessTokens: [toCachedToken(tokens, apiScopes, rules.now)],
      },
      previousToken: readSessionToken(c),
    })
    writeSessionCookie(c, token, settings)
    task.log('sign_in', { tid: identity.tenantId })
    return c.redirect(returnTo, 303)
  } catch (error) {
    const claims = error instanceof EntraTokenError && needsInteraction(error.answer) ? error.claims : null
    // Entra requires more, such as MFA: the claims are passed on unchanged, once.
    if (claims !== null && !answersClaimsChallenge) {
      const { maxAge } = attempt
      const again = { returnTo, back, scopes: apiScopes, answersClaimsChallenge: true, maxAge } as const
      return startSignIn(c, again, { claims })
    }
    throw signInError(error, { returnTo, back, scopes })
  }
}

/**
 * Entra returns here after sign-out, as this is the one URL that is sure to be registered: with nothing, or with
 * what is not a sign-in's answer (`lc=1033` of a personal account, a state that may have been given back).
 */
function isReturnFromSignOut(c: CoreContext, query: URLSearchParams): boolean {
  const isAnswer = [...query.keys()].some((name) => /^(?:code|error)$|token/i.test(name))
  return !isAnswer && !isAdminConsent(query) && !hasAttempt(c, query.get('state') ?? '')
}
