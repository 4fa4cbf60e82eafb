// ID tokens: signature, claims of every kind, and when each of them is there.
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { optionalClaimNames } from '../../emulator/directory/optional-claim.ts'
import {
  type AppRegistration,
  adele,
  adeleInFabrikam,
  casey,
  contoso,
  entryway,
  entrywayEverywhere,
  entrywayFabrikam,
  fabrikam,
  intranet,
  stores,
} from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import {
  authority,
  codeFor,
  redeem,
  redirectUri,
  refresh,
  registrationOf,
  tokensAt,
  tokensFor,
} from '../support/entra-client.ts'
import { asOperator } from '../support/operator.ts'
import { registerApp } from './registered-app.ts'

const HOST = 'https://login.microsoftonline.com'

let now: number
let emulator: Emulator
beforeEach(async () => {
  now = Date.UTC(2026, 0, 5, 12)
  emulator = await startEmulator({ now: () => now })
})

const claimsFor = async (change: Record<string, string | null> = {}, username?: string) =>
  decodeJwt(String((await tokensFor(emulator, change, username)).id_token))

const keysAt = async (query = '') => {
  const read = async (url: string) => (await emulator.fetch(new Request(url))).json()
  return read((await read(`${authority}/v2.0/.well-known/openid-configuration${query}`)).jwks_uri)
}

test('is signed by a published key and identifies the user', async () => {
  const { id_token } = await tokensFor(emulator, { scope: 'openid profile email' })
  const { payload, protectedHeader } = await jwtVerify(String(id_token), createLocalJWKSet(await keysAt()), {
    issuer: `${authority}/v2.0`,
    audience: entryway.clientId,
    currentDate: new Date(now),
  })
  expect(protectedHeader).toEqual({ typ: 'JWT', alg: 'RS256', kid: expect.any(String) })
  expect(payload).toMatchObject({
    tid: contoso.id,
    oid: adele.profile.id,
    preferred_username: 'adele@contoso.example',
    name: 'Adele Vance',
    email: 'adele@contoso.example',
    nonce: 'a-nonce',
    ver: '2.0',
    iat: now / 1000 - 300,
    nbf: now / 1000 - 300,
    exp: now / 1000 + 3600,
  })
  expect(payload.login_hint).not.toContain('adele')
})

test('has a nonce only if one was sent', async () => {
  expect(await claimsFor({ nonce: null })).not.toHaveProperty('nonce')
})

test('has another subject for each app', async () => {
  const subjectFor = async (client_id: string, redirect_uri: string) => {
    const code = await codeFor(emulator, { client_id, redirect_uri })
    const { json } = await redeem(emulator, code, { client_id, redirect_uri })
    return decodeJwt(String(json.id_token)).sub
  }
  const here = await subjectFor(entryway.clientId, redirectUri)
  expect(await subjectFor(entryway.clientId, redirectUri)).toBe(here)
  expect(await subjectFor(intranet.clientId, 'http://localhost:8788/intranet/callback')).not.toBe(here)
})

test('of an app with claims mapping is signed with a key that only ?appid= shows', async () => {
  registrationOf(emulator, entryway).ownSigningKey = true
  const { id_token } = await tokensFor(emulator)
  const verifiedWith = async (query: string) =>
    jwtVerify(String(id_token), createLocalJWKSet(await keysAt(query)), { currentDate: new Date(now) })
  expect((await verifiedWith(`?appid=${entryway.clientId}`)).payload.aud).toBe(entryway.clientId)
  await expect(verifiedWith('')).rejects.toThrow('no applicable key')
  expect(await keysAt(`?appid=${intranet.clientId}`)).toEqual(await keysAt())
})

describe('app roles', () => {
  test.each<[string, AppRegistration, string, string, string[] | undefined]>([
    ['of the user', entryway, contoso.id, 'adele@contoso.example', ['Reports.Read']],
    [
      'of a group that the user is a member of',
      entryway,
      contoso.id,
      'nestor@contoso.example',
      ['Reports.Read'],
    ],
    ['of nobody', entryway, contoso.id, 'alex@contoso.example', undefined],
    ['in an app for any account', entrywayEverywhere, 'common', 'adele@contoso.example', ['Reports.Read']],
    ['in it, for another tenant’s user', entrywayEverywhere, 'common', 'megan@fabrikam.example', undefined],
    ['in an app that offers none', entrywayFabrikam, fabrikam.id, 'megan@fabrikam.example', undefined],
  ])('%s', async (_, app, name, username, roles) => {
    const { id_token } = await tokensAt(emulator, { at: `${HOST}/${name}`, app, username })
    expect(decodeJwt(String(id_token)).roles).toEqual(roles)
  })

  test('are in a renewed token', async () => {
    const { json } = await refresh(emulator, (await tokensFor(emulator)).refresh_token)
    expect(decodeJwt(String(json.id_token)).roles).toEqual(['Reports.Read'])
  })

  test('are shown on the start page with who has them', async () => {
    const page = await (await emulator.fetch(new Request('http://localhost:8788/'))).text()
    const holders = `${adele.profile.displayName}, the group Contoso IT (Nestor Wilke)`
    expect(page).toContain(`<dt>App role</dt><dd><code>Reports.Read</code>: ${holders}</dd>`)
  })
})

type Registered = { name: string; additionalProperties?: string[] }
type More = { guest?: boolean; change?: Record<string, string>; others?: Record<string, unknown> }

/** The claims of a user whose app has registered these. */
async function claimsWith(claims: Registered[], { guest = false, change = {}, others = {} }: More = {}) {
  const app = registrationOf(emulator, guest ? entrywayFabrikam : entryway)
  app.optionalClaims = claims.map((claim) => ({ essential: false, ...claim }))
  app.others = others
  const username = guest ? adeleInFabrikam.signInName : 'adele@contoso.example'
  const place = { at: `${HOST}/${app.tenantId}`, app, username }
  const { id_token } = await tokensAt(emulator, place, { scope: 'openid profile', ...change })
  return decodeJwt(String(id_token))
}

describe('an optional claim', () => {
  /** What each says of Adele; some need more than a registration. */
  const values: Record<string, [value: unknown, more?: More]> = {
    acct: [0],
    acrs: [['c1'], { change: { claims: '{"id_token":{"acrs":{"essential":true,"value":"c1"}}}' } }],
    auth_time: [Date.UTC(2026, 0, 5, 12) / 1000],
    ctry: ['US'],
    email: ['adele@contoso.example'],
    family_name: ['Vance'],
    fwd: [undefined],
    given_name: ['Adele'],
    groups: [expect.arrayContaining([stores.id]), { others: { groupMembershipClaims: 'All' } }],
    in_corp: ['true'],
    ipaddr: ['127.0.0.1'],
    login_hint: [expect.stringMatching(/^O\./)],
    onprem_sid: [expect.stringMatching(/^S-1-5-21-/)],
    preferred_username: ['adele@contoso.example'],
    pwd_exp: [432_000],
    pwd_url: [expect.stringMatching(/^https:/)],
    sid: [expect.any(String)],
    tenant_ctry: ['US'],
    tenant_region_scope: ['WW'],
    tenant_region_sub_scope: [undefined],
    upn: ['adele@contoso.example'],
    verified_primary_email: [['adele@contoso.example']],
    verified_secondary_email: [['adele@outlook.example']],
    xms_cc: [['cp1'], { change: { claims: '{"access_token":{"xms_cc":{"values":["cp1"]}}}' } }],
    xms_edov: [true],
    xms_pdl: ['NAM'],
    xms_pl: ['en-us'],
    xms_tpl: ['en'],
  }

  test.each([...optionalClaimNames])('%s', async (name) => {
    const [value, more] = values[name] ?? []
    expect((await claimsWith([{ name }], more))[name]).toEqual(value)
  })

  test('is tested above, whatever its name', () => {
    expect(Object.keys(values).toSorted()).toEqual([...optionalClaimNames].toSorted())
  })

  test('is not there unless it is registered, or requested and known', async () => {
    expect(Object.keys(await claimsWith([]))).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(login_hint|xms_edov|email)$/)]),
    )
    const claims =
      '{"id_token":{"color":null,"size":{"essential":false},"login_hint":{"essential":false},"acct":null}}'
    const requested = await claimsWith([], { change: { claims } })
    expect([requested.acct, typeof requested.login_hint, 'color' in requested]).toEqual([0, 'string', false])
  })

  test('xms_edov is true for a personal account, and false for a guest of another domain', async () => {
    const app = registrationOf(emulator, entrywayEverywhere)
    app.optionalClaims = [{ name: 'xms_edov', essential: false }]
    const place = { at: `${HOST}/common`, app, username: casey.profile.userPrincipalName }
    expect(decodeJwt(String((await tokensAt(emulator, place)).id_token)).xms_edov).toBe(true)
    expect((await claimsWith([{ name: 'xms_edov' }], { guest: true })).xms_edov).toBe(false)
  })

  test('tenant_region_sub_scope is that of a GCC tenant', async () => {
    const tenant = emulator.state.tenants.find(({ id }) => id === contoso.id)
    const person = emulator.state.people.find(({ profile }) => profile.id === adele.profile.id)
    if (person && tenant) person.tenant = Object.assign(tenant, { subRegion: 'GCC' })
    const { tenant_region_sub_scope } = await claimsWith([{ name: 'tenant_region_sub_scope' }])
    expect(tenant_region_sub_scope).toBe('GCC')
  })

  test.each([
    [undefined, undefined],
    ['include_externally_authenticated_upn', adeleInFabrikam.profile.userPrincipalName],
    [
      'include_externally_authenticated_upn_without_hash',
      adeleInFabrikam.profile.userPrincipalName.replaceAll('#', '_'),
    ],
  ])('upn of a guest with %s is %s', async (property, upn) => {
    const additionalProperties = property === undefined ? [] : [property]
    const claims = await claimsWith([{ name: 'upn', additionalProperties }, { name: 'acct' }], {
      guest: true,
    })
    expect([claims.upn, claims.acct, claims.tid]).toEqual([upn, 1, fabrikam.id])
  })

  test.each([
    ['SecurityGroup', ['Retail', 'Stores'], false],
    ['All', ['Retail', 'Stores', 'All Company'], true],
    ['None', undefined, false],
    ['DirectoryRole', undefined, true],
  ])('groups of %s are %j, with wids: %s', async (groupMembershipClaims, names, hasRoles) => {
    const registered = (...additionalProperties: string[]) =>
      claimsWith([{ name: 'groups', additionalProperties }], { others: { groupMembershipClaims } })
    const { groups, wids } = await registered('cloud_displayname')
    expect([groups, wids !== undefined]).toEqual([names, hasRoles])
    if (groupMembershipClaims !== 'SecurityGroup') return
    const asRoles = await registered('emit_as_roles', 'cloud_displayname')
    expect([asRoles.roles, asRoles.groups]).toEqual([names, undefined])
  })
})

describe('registration', () => {
  test.each([
    [{ idToken: [{ name: 'vnet' }] }, 'vnet'],
    [{ idToken: [{ name: 'color' }] }, 'color'],
    [{ idToken: [{ name: 'idtyp' }] }, 'idtyp'],
    [{ accessToken: [{ name: 'color' }] }, 'color'],
    [{ idToken: [{ name: 'groups', additionalProperties: ['sam_account_name'] }] }, 'sam_account_name'],
    [{ saml2Token: [{ name: 'upn' }] }, 'saml2Token'],
    [{ idToken: [{ name: 'email', source: 'user' }] }, 'user'],
  ])('rejects %j by name', async (optionalClaims, word) => {
    const graph = await asOperator(emulator)
    const { status, json } = await graph('POST', '/applications', { displayName: 'New', optionalClaims })
    expect([status, JSON.stringify(json)]).toEqual([400, expect.stringContaining(word)])
    expect(JSON.stringify(json)).toContain('not in this emulator')
  })

  test('stores a claim with its properties', async () => {
    const claim = { name: 'upn', additionalProperties: ['include_externally_authenticated_upn'] }
    const { appId: clientId } = await registerApp(await asOperator(emulator), {
      optionalClaims: { idToken: [claim] },
    })
    const app = registrationOf(emulator, { ...entryway, clientId })
    expect(app.optionalClaims).toEqual([{ essential: false, ...claim }])
  })
})
