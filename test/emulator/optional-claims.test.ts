// Every optional claim of Entra: in the token when it is registered and there is something to tell, or refused by name.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { optionalClaimNames } from '../../emulator/directory/optional-claim.ts'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { adele, adeleInFabrikam, entryway, entrywayFabrikam, fabrikam, stores } from '../../emulator/seed.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authorizeUrl, redeem } from '../support/entra-client.ts'
import { asOperator } from '../support/operator.ts'
import { registerApp } from './registered-app.ts'

const now = Date.UTC(2026, 5, 1)
let emulator: Emulator
beforeEach(async () => {
  emulator = await createEmulator({ now: () => now })
})

type Registered = { name: string; additionalProperties?: string[] }

async function tokenWith(claims: Registered[], { guest = false, more = {}, others = {} } = {}) {
  const wanted = guest ? entrywayFabrikam : entryway
  const app = emulator.state.apps.find(({ clientId }) => clientId === wanted.clientId)
  if (app) {
    app.optionalClaims = claims.map((claim) => ({ essential: false, ...claim }))
    app.others = others
  }
  const at = `https://login.microsoftonline.com/${wanted.tenantId}`
  const url = authorizeUrl({ client_id: wanted.clientId, scope: 'openid profile', ...more }, at)
  const back = await new EntraBrowser(emulator).signIn(
    url,
    guest ? adeleInFabrikam.signInName : 'adele@contoso.example',
  )
  const code = back.searchParams.get('code') ?? ''
  return decodeJwt(
    String((await redeem(emulator, code, { client_id: wanted.clientId }, {}, at)).json.id_token),
  )
}

/** What each says of Adele; those with a request of their own need more than a registration. */
const values: Record<string, unknown> = {
  acct: 0,
  acrs: ['c1'],
  auth_time: now / 1000,
  ctry: 'US',
  email: 'adele@contoso.example',
  family_name: 'Vance',
  fwd: undefined,
  given_name: 'Adele',
  groups: expect.arrayContaining([stores.id]),
  in_corp: 'true',
  ipaddr: '127.0.0.1',
  login_hint: expect.stringMatching(/^O\./),
  onprem_sid: expect.stringMatching(/^S-1-5-21-/),
  preferred_username: 'adele@contoso.example',
  pwd_exp: 432_000,
  pwd_url: expect.stringMatching(/^https:/),
  sid: expect.any(String),
  tenant_ctry: 'US',
  tenant_region_scope: 'WW',
  tenant_region_sub_scope: undefined,
  upn: 'adele@contoso.example',
  verified_primary_email: ['adele@contoso.example'],
  verified_secondary_email: ['adele@outlook.example'],
  xms_cc: ['cp1'],
  xms_edov: true,
  xms_pdl: 'NAM',
  xms_pl: 'en-us',
  xms_tpl: 'en',
}

const needs: Record<string, { more?: Record<string, string>; others?: Record<string, unknown> }> = {
  acrs: { more: { claims: '{"id_token":{"acrs":{"essential":true,"value":"c1"}}}' } },
  groups: { others: { groupMembershipClaims: 'All' } },
  xms_cc: { more: { claims: '{"access_token":{"xms_cc":{"values":["cp1"]}}}' } },
}

test.each([...optionalClaimNames])('%s', async (name) => {
  const claims = await tokenWith([{ name }], needs[name])
  expect(claims[name]).toEqual(values[name])
})

test('every claim is shown', () => {
  expect(Object.keys(values).toSorted()).toEqual([...optionalClaimNames].toSorted())
})

test('fwd is the address that a proxy names, and a GCC tenant has a sub scope', async () => {
  for (const accounts of emulator.state.browsers.values()) accounts.clear()
  const tenant = emulator.state.tenants.find(({ id }) => id === entryway.tenantId)
  Object.assign(tenant ?? {}, { subRegion: 'GCC' })
  const person = emulator.state.people.find(({ profile }) => profile.id === adele.profile.id)
  if (person && tenant) person.tenant = tenant
  expect((await tokenWith([{ name: 'tenant_region_sub_scope' }])).tenant_region_sub_scope).toBe('GCC')
})

describe('a guest', () => {
  test.each([
    [undefined, undefined],
    ['include_externally_authenticated_upn', adeleInFabrikam.profile.userPrincipalName],
    [
      'include_externally_authenticated_upn_without_hash',
      adeleInFabrikam.profile.userPrincipalName.replaceAll('#', '_'),
    ],
  ])('has an upn with %s: %s', async (property, upn) => {
    const additionalProperties = property === undefined ? [] : [property]
    const claims = await tokenWith([{ name: 'upn', additionalProperties }, { name: 'acct' }], { guest: true })
    expect([claims.upn, claims.acct]).toEqual([upn, 1])
    expect(claims.tid).toBe(fabrikam.id)
  })
})

describe('groups', () => {
  const groupsWith = (groupMembershipClaims: string, properties: string[] = []) =>
    tokenWith([{ name: 'groups', additionalProperties: properties }], { others: { groupMembershipClaims } })

  test.each([
    ['SecurityGroup', ['Retail', 'Stores']],
    ['All', ['Retail', 'Stores', 'All Company']],
    ['None', undefined],
    ['DirectoryRole', undefined],
  ])('%s: %j', async (setting, names) => {
    const { groups, wids } = await groupsWith(setting, ['cloud_displayname'])
    expect(groups).toEqual(names)
    expect(wids !== undefined).toBe(setting === 'All' || setting === 'DirectoryRole')
  })

  test('come as roles where the registration says so', async () => {
    const { roles, groups } = await groupsWith('SecurityGroup', ['emit_as_roles', 'cloud_displayname'])
    expect([roles, groups]).toEqual([['Retail', 'Stores'], undefined])
  })
})

describe('registration refuses by name', () => {
  test.each([
    [{ idToken: [{ name: 'vnet' }] }, 'vnet'],
    [{ idToken: [{ name: 'ztdid' }] }, 'ztdid'],
    [{ idToken: [{ name: 'color' }] }, 'color'],
    [{ idToken: [{ name: 'idtyp' }] }, 'idtyp'],
    [{ accessToken: [{ name: 'color' }] }, 'color'],
    [{ idToken: [{ name: 'groups', additionalProperties: ['sam_account_name'] }] }, 'sam_account_name'],
    [{ saml2Token: [{ name: 'upn' }] }, 'saml2Token'],
    [{ idToken: [{ name: 'email', source: 'user' }] }, 'user'],
  ])('%j', async (optionalClaims, word) => {
    const graph = await asOperator(emulator)
    const { status, json } = await graph('POST', '/applications', { displayName: 'New', optionalClaims })
    expect([status, JSON.stringify(json)]).toEqual([400, expect.stringContaining(word)])
    expect(JSON.stringify(json)).toContain('not in this emulator')
  })

  test('and takes the others, with their properties', async () => {
    const graph = await asOperator(emulator)
    const claim = { name: 'upn', additionalProperties: ['include_externally_authenticated_upn'] }
    const { appId } = await registerApp(graph, { optionalClaims: { idToken: [claim] } })
    const app = emulator.state.apps.find(({ clientId }) => clientId === appId)
    expect(app?.optionalClaims).toEqual([{ essential: false, ...claim }])
  })
})
