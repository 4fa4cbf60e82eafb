// Authenticates the app at the token endpoint: by a secret, in HTTP Basic or in the body, or by a certificate; a public
// client has neither.
import type { Context } from 'hono'
import { type AppRegistration, validCertificates } from '../directory/app-registration.ts'
import type { Authority } from '../directory/authority.ts'
import { findApp } from '../directory/lookup.ts'
import { type Platform, platformOf } from '../directory/redirect-uri.ts'
import { checkAppKnown, checkSecretKnown, knownCertificates } from '../directory/replication.ts'
import { checkServicePrincipal } from '../directory/service-principal.ts'
import { EntraError } from '../protocol/entra-error.ts'
import type { Parameters } from '../protocol/parameters.ts'
import type { Faults } from '../state/faults.ts'
import type { State } from '../state/state.ts'
import { ASSERTION_TYPE, checkAssertion } from './client-assertion.ts'
import { checkFederated, type FetchDocument, fetchFromOutside, isFederated } from './federated-credential.ts'
import { metadataRoutes } from './metadata.ts'

type Credential = { clientId: string; secrets: string[] }

/** RFC 6749 section 2.3.1 form-encodes both halves. Many clients don't, so the raw text is accepted too. */
function formDecoded(text: string): string {
  return new URLSearchParams(`v=${text.replaceAll('&', '%26')}`).get('v') ?? text
}

function basicCredential(authorization: string): Credential {
  const match = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(authorization.trim())
  let pair = ''
  try {
    pair = atob(match?.[1] ?? '')
  } catch {}
  const colon = pair.indexOf(':')
  if (colon < 0) throw new EntraError(9002313)
  const secret = pair.slice(colon + 1)
  return { clientId: formDecoded(pair.slice(0, colon)), secrets: [secret, formDecoded(secret)] }
}

function bodyCredential(posted: Parameters): Credential {
  const clientId = posted.get('client_id')
  if (clientId === null) throw new EntraError(900144, { parameter: 'client_id' })
  const secret = posted.get('client_secret')
  return { clientId, secrets: secret === null ? [] : [secret] }
}

/** `now` in milliseconds. */
function checkSecret(faults: Faults, app: AppRegistration, secrets: string[], now: number): void {
  if (secrets.length === 0) throw new EntraError(7000218)
  const known = app.secrets.find(({ value }) => secrets.includes(value))
  if (!known) throw new EntraError(7000215, { client: app.clientId })
  checkSecretKnown(faults, app, known, now)
  if (known.startsAt > now) throw new EntraError(7000215, { client: app.clientId })
  if (known.endsAt <= now) throw new EntraError(7000222, { client: app.clientId })
}

const hasCredential = ({ secrets, certificates, federatedCredentials = [] }: AppRegistration) =>
  secrets.length + certificates.length + federatedCredentials.length > 0

/**
 * The app's platform in this request, according to its redirect URI. Without one the registration decides, if the
 * request leaves it open (Microsoft Graph, application: isFallbackPublicClient): an app that uses client credentials or
 * authenticates with a registered credential is not a public client.
 */
function kindOf(app: AppRegistration, posted: Parameters, isProven: boolean): Platform {
  const platform = platformOf(app, posted.get('redirect_uri') ?? '')
  if (platform) return platform
  const onlyPages = app.redirectUris.length === 0 && app.spaRedirectUris.length > 0
  if (posted.get('grant_type') === 'refresh_token' && onlyPages) return 'spa'
  if (posted.get('grant_type') === 'client_credentials' || (isProven && hasCredential(app))) return 'web'
  return app.publicClient ? 'publicClient' : 'web'
}

/** Browsers send Origin from a page, and only single-page applications may redeem there. */
function checkOrigin(c: Context, kind: Platform): void {
  const origin = c.req.header('Origin')
  if (kind === 'spa' && origin === undefined) throw new EntraError(9002327)
  if (kind !== 'spa' && origin !== undefined) throw new EntraError(9002326, { origin })
}

/** The issuer may be this emulator; then no network is used, so it works offline. */
const fetchFor =
  (c: Context, state: State): FetchDocument =>
  async (url) => {
    const own = new URL(url).origin === new URL(c.req.url).origin
    return own ? metadataRoutes(state).request(url) : fetchFromOutside(url)
  }

export async function authenticateClient(c: Context, state: State, authority: Authority, posted: Parameters) {
  const authorization = c.req.header('Authorization') ?? null
  const assertion = posted.get('client_assertion')
  // RFC 6749 section 2.3: one authentication method per request.
  const ways = [authorization, posted.get('client_secret'), assertion].filter((way) => way !== null)
  if (ways.length > 1) throw new EntraError(9002313)
  const { clientId, secrets } =
    authorization === null ? bodyCredential(posted) : basicCredential(authorization)
  if (posted.get('client_id') !== null && posted.get('client_id') !== clientId) throw new EntraError(9002313)
  const app = findApp(state.apps, authority, clientId)
  checkAppKnown(state.faults, app, authority.displayName, state.now())
  checkServicePrincipal(state.servicePrincipals, authority, app)
  const kind = kindOf(app, posted, ways.length > 0)
  checkOrigin(c, kind)
  if (kind !== 'web') {
    if (ways.length > 0) throw new EntraError(700025)
    return app
  }
  if (assertion === null) {
    checkSecret(state.faults, app, secrets, state.now())
    return app
  }
  if (posted.get('client_assertion_type') !== ASSERTION_TYPE) throw new EntraError(9002313)
  if (app.federatedCredentials?.length && isFederated(assertion, app.clientId)) {
    await checkFederated(assertion, app.federatedCredentials, state.now(), fetchFor(c, state))
    return app
  }
  const { origin: host, pathname } = new URL(c.req.url)
  await checkAssertion(assertion, {
    clientId: app.clientId,
    audiences: [`${host}${pathname}`, `${host}/${authority.path}/oauth2/v2.0/token`],
    certificates: validCertificates(
      { certificates: knownCertificates(state.faults, app, state.now()) },
      state.now(),
    ),
    now: state.now(),
  })
  return app
}
