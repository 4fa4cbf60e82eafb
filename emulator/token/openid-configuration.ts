// An authority's OpenID Connect metadata, version 2.0 and 1.0. Samples: metadata.json.
import type { Authority } from '../directory/authority.ts'
import {
  type Cloud,
  cloudOf,
  cloudOfLogin,
  clouds,
  isLocal,
  MTLS_HOST,
  publicCloud,
} from '../directory/cloud.ts'
import { isExternalIdHost, issuerOf } from '../directory/issuer.ts'
import type { Tenant } from '../directory/tenants.ts'

const regionOf = { work: 'WW', customers: 'NA', personal: null }

const claims = [
  ...['sub', 'iss', 'cloud_instance_name', 'cloud_instance_host_name', 'cloud_graph_host_name'],
  ...['msgraph_host', 'aud', 'exp', 'iat', 'auth_time', 'acr'],
]

/** The origin of a document's URLs: the requested host, or the host of the tenant's cloud. */
type Place = { origin: string; cloud: Cloud; local: boolean }

/** metadata#us-government-asked-at-the-public-host: a tenant in another cloud gets that cloud's URLs. */
function placeOf(origin: string, tenant: Tenant | null): Place {
  const url = new URL(origin)
  const asked = cloudOfLogin(url)
  const own = clouds.find(({ instance }) => instance === tenant?.cloudInstance)
  if (asked && own && asked.instance !== own.instance) {
    return { origin: `https://${own.loginHosts[0]}`, cloud: own, local: false }
  }
  return { origin, cloud: cloudOf(url), local: isLocal(url) && !isExternalIdHost(url, tenant) }
}

function regionFields(tenant: Tenant | null): Record<string, string | null> {
  const scope = tenant ? (tenant.region ?? regionOf[tenant.kind]) : null
  return {
    tenant_region_scope: scope,
    ...(tenant?.subRegion ? { tenant_region_sub_scope: tenant.subRegion } : {}),
  }
}

function cloudFields({ origin, cloud, local }: Place, tenant: Tenant | null) {
  return {
    ...regionFields(tenant),
    cloud_instance_name: cloud.instance,
    cloud_graph_host_name: cloud.olderGraphHost,
    msgraph_host: local ? new URL(origin).host : cloud.graphHost,
    rbac_url: cloud.rbacUrl,
  }
}

/** The fields added in 2026 have been seen in the public cloud only; on localhost the alias is the same host. */
function mutualTls({ origin, cloud, local }: Place, path: string) {
  if (cloud !== publicCloud) return { methods: [], fields: {} }
  const host = local ? `${origin}/mtlsauth` : `https://${MTLS_HOST}`
  return {
    methods: ['self_signed_tls_client_auth'],
    fields: {
      tls_client_certificate_bound_access_tokens: true,
      mtls_endpoint_aliases: { token_endpoint: `${host}/${path}/oauth2/v2.0/token` },
    },
  }
}

const authenticationMethods = ['client_secret_post', 'private_key_jwt', 'client_secret_basic']

/** `appId`: an app that may have its own signing key; the key set's URL includes it too. */
export function metadataOf(asked: string, { path, tenant }: Authority, appId: string | null) {
  const place = placeOf(asked, tenant)
  const { origin, cloud, local } = place
  const base = `${origin}/${path}`
  const mtls = mutualTls(place, path)
  const graph = local ? origin : `https://${cloud.graphHost}`
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: [...authenticationMethods, ...mtls.methods],
    jwks_uri: `${base}/discovery/v2.0/keys${appId === null ? '' : `?${new URLSearchParams({ appid: appId })}`}`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: issuerOf(origin, tenant),
    request_uri_parameter_supported: false,
    userinfo_endpoint: `${graph}/oidc/userinfo`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    claims_supported: [
      ...claims,
      ...['nonce', 'preferred_username', 'name', 'tid', 'ver', 'at_hash', 'c_hash', 'email'],
    ],
    kerberos_endpoint: `${base}/kerberos`,
    ...cloudFields(place, tenant),
    ...mtls.fields,
  }
}

/** The version 1.0 document, for older libraries (metadata#v1-common). */
export function olderMetadataOf(asked: string, { path, tenant }: Authority) {
  const place = placeOf(asked, tenant)
  const base = `${place.origin}/${path}`
  const issuer =
    place.cloud.instance === 'partner.microsoftonline.cn' ? 'sts.chinacloudapi.cn' : 'sts.windows.net'
  return {
    token_endpoint: `${base}/oauth2/token`,
    token_endpoint_auth_methods_supported: authenticationMethods,
    jwks_uri: `${base}/discovery/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'token id_token', 'token'],
    scopes_supported: ['openid'],
    issuer: `https://${issuer}/${tenant?.id ?? '{tenantid}'}/`,
    microsoft_multi_refresh_token: true,
    authorization_endpoint: `${base}/oauth2/authorize`,
    device_authorization_endpoint: `${base}/oauth2/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/oauth2/logout`,
    claims_supported: [...claims, 'amr', 'nonce', 'email', 'given_name', 'family_name', 'nickname'],
    check_session_iframe: `${base}/oauth2/checksession`,
    userinfo_endpoint: `${base}/openid/userinfo`,
    kerberos_endpoint: `${base}/kerberos`,
    ...cloudFields(place, tenant),
  }
}
