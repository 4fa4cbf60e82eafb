// An authority's documents: OpenID Connect metadata, keys, cloud instances, user realms.
import { type Context, Hono } from 'hono'
import { type Authority, findAuthority } from '../directory/authority.ts'
import { cloudOf, MTLS_HOST, publicCloud, usGovernment } from '../directory/cloud.ts'
import { issuerOf } from '../directory/issuer.ts'
import { personalAccounts } from '../directory/tenants.ts'
import { answerErrorJson } from '../protocol/error-json.ts'
import { notInEmulator } from '../protocol/not-in-emulator.ts'
import { stall } from '../protocol/stall.ts'
import { takeFault } from '../state/faults.ts'
import { currentKeys, foreignKeys, keyOfApp } from '../state/signing-keys.ts'
import type { State } from '../state/state.ts'
import { instanceOf, userRealmOf } from './discovery.ts'
import { metadataOf, olderMetadataOf } from './openid-configuration.ts'

/** Each key names the issuer and the cloud it may sign for. Sample: keys#common-2025. */
async function keySetOf(state: State, origin: string, { tenant, kinds }: Authority) {
  const cloud = cloudOf(new URL(origin))
  const served = tenant ? [tenant.kind] : kinds
  const sets = await Promise.all(
    served.map(async (kind) => {
      const issuer = issuerOf(origin, kind === 'personal' ? personalAccounts : tenant)
      const keys = await currentKeys(state.keys, kind, state.now())
      const own = keys.map(({ jwk }) => ({ ...jwk, cloud_instance_name: cloud.instance, issuer }))
      // The public set lists the US Government cloud's keys under the public issuer.
      if (kind !== 'work' || cloud !== publicCloud) return own
      const foreign = await foreignKeys(state.keys, state.now())
      return [
        ...own,
        ...foreign.map(({ jwk }) => ({ ...jwk, cloud_instance_name: usGovernment.instance, issuer })),
      ]
    }),
  )
  return sets.flat()
}

/** The key of an app with claims mapping appears only in that app's key set. */
async function keysFor(state: State, origin: string, authority: Authority, appId: string | undefined) {
  const app = state.apps.find(({ clientId }) => clientId === appId?.toLowerCase())
  const all = await keySetOf(state, origin, authority)
  const [first] = all
  if (!app?.ownSigningKey || !first) return all
  const { jwk } = await keyOfApp(state.keys, app.clientId, state.now())
  const { cloud_instance_name, issuer } = first
  return [{ ...jwk, cloud_instance_name, issuer }, ...all]
}

const headers = {
  'Cache-Control': 'max-age=86400, private',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, OPTIONS',
  'Content-Type': 'application/json; charset=utf-8',
  'X-Content-Type-Options': 'nosniff',
}

const MUTUAL_TLS = 'Mutual TLS (self_signed_tls_client_auth)'

const B2C = 'Azure AD B2C'

/** Microsoft's endpoints that don't work here. */
const refusals: [path: string, what: string][] = [
  ['/:tenant/kerberos', 'Kerberos'],
  ['/:tenant/oauth2/authorize', 'The authorization endpoint of version 1.0 (ADAL)'],
  ['/:tenant/oauth2/token', 'The token endpoint of version 1.0 (ADAL)'],
  ['/:tenant/oauth2/devicecode', 'The device code endpoint of version 1.0 (ADAL)'],
  ['/:tenant/oauth2/checksession', 'Session management by frame (check_session_iframe)'],
  ['/:tenant/openid/userinfo', 'The userinfo endpoint of version 1.0'],
  ['/mtlsauth/:tenant/oauth2/v2.0/token', MUTUAL_TLS],
  ['/:tenant/saml2', 'SAML 2.0'],
  ['/:tenant/wsfed', 'WS-Federation'],
  ['/:tenant/federationmetadata/*', 'WS-Federation'],
  ['/:tenant/winauth/trust/*', 'WS-Trust'],
  ['/:tenant/GetCredentialType', 'The lookup of the sign-in page (GetCredentialType)'],
  ['/:tenant/oauth2/nativeclient', 'The page of native apps (nativeclient)'],
  ['/getuserrealm.srf', 'The user realm of getuserrealm.srf'],
  ['/kmsi', '“Stay signed in?”'],
  ['/te/*', B2C],
]

export function metadataRoutes(state: State): Hono {
  const app = new Hono()
  const origin = (c: Context) => new URL(c.req.url).origin
  app.onError((error, c) => answerErrorJson(c, error, state.now()))
  // That host is only for clients that authenticate by mutual TLS.
  app.use('*', async (c, next) =>
    new URL(c.req.url).hostname === MTLS_HOST ? notInEmulator(c, MUTUAL_TLS) : next(),
  )
  app.options('/:tenant/:rest{.*(openid-configuration|keys|instance)}', (c) => c.body(null, 204, headers))

  const document = (path: string, read: (c: Context, authority: Authority) => object) =>
    app.get(path, async (c) => {
      if (c.req.query('p') !== undefined) return notInEmulator(c, B2C)
      if (takeFault(state.faults, 'metadata_stall')) return stall(c.req.raw.signal)
      if (takeFault(state.faults, 'metadata_503')) return c.text('Service Unavailable', 503)
      return c.json(read(c, findAuthority(c, state.tenants)), 200, headers)
    })
  document('/:tenant/v2.0/.well-known/openid-configuration', (c, authority) =>
    metadataOf(origin(c), authority, c.req.query('appid') ?? null),
  )
  document('/:tenant/.well-known/openid-configuration', (c, authority) =>
    olderMetadataOf(origin(c), authority),
  )

  app.get('/:tenant/discovery/v2.0/keys', async (c) => {
    const authority = findAuthority(c, state.tenants)
    if (takeFault(state.faults, 'keys_unreachable')) return c.text('Service Unavailable', 503)
    const keys = await keysFor(state, origin(c), authority, c.req.query('appid'))
    return c.json({ keys }, 200, headers)
  })
  app.get('/:tenant/discovery/keys', async (c) => {
    const keys = await keySetOf(state, origin(c), findAuthority(c, state.tenants))
    return c.json({ keys: keys.map(({ issuer: _, ...key }) => key) }, 200, headers)
  })

  app.get('/common/discovery/instance', (c) => {
    const version = c.req.query('api-version')
    if (version !== '1.0' && version !== '1.1') {
      return notInEmulator(c, 'Instance discovery other than api-version=1.0 and 1.1')
    }
    return c.json(instanceOf(c, version), 200, headers)
  })
  app.get('/common/userrealm/:user', (c) => {
    if (c.req.query('api-version') !== '1.0') return notInEmulator(c, 'User realm other than api-version=1.0')
    return c.json(userRealmOf(state, c.req.param('user')), 200, { ...headers, 'Cache-Control': 'no-store' })
  })

  for (const [path, what] of refusals) app.all(path, (c) => notInEmulator(c, what))
  return app
}
