// Requests for both services: they need no credentials, and get an error or public data.

type Authorities = {
  /** A tenant that exists in the service, by ID and by domain. */
  tenant: string
  domain: string
}

export type Probe = {
  name: string
  path: string
  /** POSTed as a form; without it, the request is a GET. */
  form?: Record<string, string>
}

/** Microsoft Graph Command Line Tools: a public client in every tenant, and in the local Entra. */
const PUBLIC_CLIENT = '14d82eec-204b-4c2f-b7e8-296a70dab67e'
/** Not assigned. */
const UNKNOWN = 'deadbeef-0000-4000-8000-00000000dead'
/** Registered for PUBLIC_CLIENT. */
const REDIRECT_URI = 'http://localhost'

export function probes({ tenant, domain }: Authorities): Probe[] {
  return [
    ...publicDocuments(tenant, domain),
    ...tokenRefusals(tenant),
    ...deviceRefusals(),
    ...authorizeRefusals(tenant),
  ]
}

function publicDocuments(tenant: string, domain: string): Probe[] {
  const authorities = [
    ['common', 'common'],
    ['organizations', 'organizations'],
    ['consumers', 'consumers'],
    ['a tenant by id', tenant],
    ['a tenant by domain', domain],
    ['an unknown tenant', UNKNOWN],
    ['an unknown domain', 'unknown.invalid'],
  ]
  const instance = (endpoint: string) =>
    `/common/discovery/instance?${new URLSearchParams({ 'api-version': '1.1', authorization_endpoint: endpoint })}`
  return [
    ...authorities.flatMap(([name, authority]) => [
      { name: `metadata of ${name}`, path: `/${authority}/v2.0/.well-known/openid-configuration` },
      { name: `v1 metadata of ${name}`, path: `/${authority}/.well-known/openid-configuration` },
      { name: `keys of ${name}`, path: `/${authority}/discovery/v2.0/keys` },
    ]),
    {
      name: 'instance discovery of the public cloud',
      path: instance('https://login.microsoftonline.com/common/oauth2/v2.0/authorize'),
    },
    {
      name: 'instance discovery of an unknown host',
      path: instance('https://login.unknown.invalid/common/oauth2/v2.0/authorize'),
    },
    {
      name: 'user realm of an unknown domain',
      path: '/common/userrealm/adele@unknown.invalid?api-version=1.0',
    },
  ]
}

function tokenRefusals(tenant: string): Probe[] {
  const at = (name: string, form: Record<string, string>, authority = 'common'): Probe => ({
    name: `token: ${name}`,
    path: `/${authority}/oauth2/v2.0/token`,
    form,
  })
  const client = { client_id: PUBLIC_CLIENT, scope: 'openid' }
  const code = { ...client, grant_type: 'authorization_code', redirect_uri: REDIRECT_URI }
  return [
    { name: 'token: GET', path: '/common/oauth2/v2.0/token' },
    at('an empty form', {}),
    at('no grant_type', client),
    at('an unknown grant_type', { ...client, grant_type: 'invented' }),
    at('no client_id', { grant_type: 'authorization_code', code: 'x', redirect_uri: REDIRECT_URI }),
    at('a client_id that is not a GUID', { ...code, client_id: 'invented', code: 'x' }),
    at('an unknown client', { ...code, client_id: UNKNOWN, code: 'x' }, tenant),
    at('an unknown tenant', { ...code, code: 'x' }, UNKNOWN),
    at('an unknown domain', { ...code, code: 'x' }, 'unknown.invalid'),
    at('no code', code),
    at('a malformed code', { ...code, code: 'x' }),
    at('no refresh_token', { ...client, grant_type: 'refresh_token' }),
    at('a malformed refresh token', { ...client, grant_type: 'refresh_token', refresh_token: 'x' }),
    at('client credentials of a public client', { ...client, grant_type: 'client_credentials' }, tenant),
    at('client credentials at common', { ...client, grant_type: 'client_credentials' }),
    at(
      'client credentials of an unknown client',
      {
        grant_type: 'client_credentials',
        client_id: UNKNOWN,
        client_secret: 'x',
        scope: 'https://graph.microsoft.com/.default',
      },
      tenant,
    ),
    at('no device_code', { ...client, grant_type: 'urn:ietf:params:oauth:grant-type:device_code' }),
    at('an unknown device_code', {
      ...client,
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: 'x',
    }),
    at('an on-behalf-of grant without assertion', {
      ...client,
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
    }),
  ]
}

function deviceRefusals(): Probe[] {
  const at = (name: string, form: Record<string, string>, authority = 'common'): Probe => ({
    name: `devicecode: ${name}`,
    path: `/${authority}/oauth2/v2.0/devicecode`,
    form,
  })
  return [
    at('an empty form', {}),
    at('no scope', { client_id: PUBLIC_CLIENT }),
    at('no client_id', { scope: 'openid' }),
    at('an unknown client', { client_id: UNKNOWN, scope: 'openid' }),
    at('an unknown tenant', { client_id: PUBLIC_CLIENT, scope: 'openid' }, UNKNOWN),
    at('a malformed scope', {
      client_id: PUBLIC_CLIENT,
      scope: 'https://graph.microsoft.com/.default User.Read',
    }),
  ]
}

function authorizeRefusals(tenant: string): Probe[] {
  const client = { client_id: PUBLIC_CLIENT, redirect_uri: REDIRECT_URI, scope: 'openid', state: 'state' }
  const code = { ...client, response_type: 'code' }
  const at = (name: string, query: Record<string, string>, authority = 'common'): Probe => ({
    name: `authorize: ${name}`,
    path: `/${authority}/oauth2/v2.0/authorize?${new URLSearchParams(query)}`,
  })
  const { scope: _, ...withoutScope } = code
  return [
    at('no parameters', {}),
    at('no client_id', { response_type: 'code', redirect_uri: REDIRECT_URI, scope: 'openid' }),
    at('an unknown client', { ...code, client_id: UNKNOWN }, tenant),
    at('an unknown tenant', code, UNKNOWN),
    at('an unregistered redirect_uri', { ...code, redirect_uri: 'https://attacker.invalid/callback' }),
    at('no response_type', client),
    at('an unknown response_type', { ...client, response_type: 'invented' }),
    at('no scope', withoutScope),
    at('an unknown prompt', { ...code, prompt: 'invented' }),
    at('prompt=none without a session', { ...code, prompt: 'none' }),
    at('an unknown code_challenge_method', { ...code, code_challenge: 'x', code_challenge_method: 'S1' }),
    at('an unknown response_mode', { ...code, response_mode: 'invented' }),
  ]
}
