// The OpenID Connect metadata document and the key set of an authority.
import { Hono } from 'hono'
import { type Authority, findAuthority } from '../directory/authority.ts'
import { cloudOf, isLocal } from '../directory/cloud.ts'
import { isExternalIdHost, issuerOf } from '../directory/issuer.ts'
import { personalAccounts } from '../directory/tenants.ts'
import { answerErrorJson } from '../protocol/error-json.ts'
import { stall } from '../protocol/stall.ts'
import { takeFault } from '../state/faults.ts'
import { currentKeys } from '../state/signing-keys.ts'
import type { State } from '../state/state.ts'

const regionOf = { work: 'WW', customers: 'NA', personal: null }

function metadataOf(origin: string, { path, tenant }: Authority) {
  const base = `${origin}/${path}`
  const url = new URL(origin)
  const cloud = cloudOf(url)
  const graphHost = isLocal(url) && !isExternalIdHost(url, tenant) ? url.host : cloud.graphHost
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: issuerOf(origin, tenant),
    request_uri_parameter_supported: false,
    userinfo_endpoint: `${url.protocol}//${graphHost}/oidc/userinfo`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    claims_supported: [
      ...['sub', 'iss', 'cloud_instance_name', 'cloud_instance_host_name', 'cloud_graph_host_name'],
      ...['msgraph_host', 'aud', 'exp', 'iat', 'auth_time', 'acr', 'nonce', 'preferred_username', 'name'],
      ...['tid', 'ver', 'at_hash', 'c_hash', 'email'],
    ],
    kerberos_endpoint: `${base}/kerberos`,
    tenant_region_scope: tenant ? regionOf[tenant.kind] : null,
    cloud_instance_name: cloud.instance,
    cloud_graph_host_name: cloud.olderGraphHost,
    msgraph_host: graphHost,
    rbac_url: cloud.rbacUrl,
  }
}

/** Each key names the issuer that it may sign for; the personal accounts have a key of their own. */
async function keySetOf(state: State, origin: string, { tenant, kinds }: Authority) {
  const served = tenant ? [tenant.kind] : kinds
  const sets = await Promise.all(
    served.map(async (kind) => {
      const issuer = issuerOf(origin, kind === 'personal' ? personalAccounts : tenant)
      const keys = await currentKeys(state.keys, kind, state.now())
      return keys.map(({ jwk }) => ({ ...jwk, issuer }))
    }),
  )
  return { keys: sets.flat() }
}

const headers = { 'Cache-Control': 'max-age=86400, private', 'Access-Control-Allow-Origin': '*' }

export function metadataRoutes(state: State): Hono {
  const app = new Hono()
  app.onError((error, c) => answerErrorJson(c, error, state.now()))
  app.get('/:tenant/v2.0/.well-known/openid-configuration', async (c) => {
    if (takeFault(state.faults, 'metadata_stall')) return stall(c.req.raw.signal)
    if (takeFault(state.faults, 'metadata_503')) return c.text('Service Unavailable', 503)
    return c.json(metadataOf(new URL(c.req.url).origin, findAuthority(c, state.tenants)), 200, headers)
  })

  app.get('/:tenant/discovery/v2.0/keys', async (c) => {
    const authority = findAuthority(c, state.tenants)
    if (takeFault(state.faults, 'keys_unreachable')) return c.text('Service Unavailable', 503)
    return c.json(await keySetOf(state, new URL(c.req.url).origin, authority), 200, headers)
  })
  return app
}
