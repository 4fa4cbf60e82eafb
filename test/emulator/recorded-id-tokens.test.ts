// Every recorded ID token, issued by the local Entra: claims, order, lifetimes.
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { beforeEach, expect, test } from 'vitest'
import type { AppRegistration } from '../../emulator/directory/app-registration.ts'
import {
  adele,
  adeleInFabrikam,
  casey,
  contoso,
  entryway,
  entrywayCustomers,
  entrywayEverywhere,
  entrywayFabrikam,
  fabrikam,
  fourthCoffee,
  personalAccounts,
  robin,
} from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authorizeUrl, redeem, registrationOf } from '../support/entra-client.ts'
import { expectEvery, type Json, recorded, sampleCalled, typesOf } from '../support/recorded.ts'

const HOST = 'https://login.microsoftonline.com'

const now = Date.UTC(2026, 0, 5, 12)
let emulator: Emulator
beforeEach(async () => {
  emulator = await startEmulator({ now: () => now })
})

type Asked = {
  at?: string
  app?: AppRegistration
  username?: string
  /** Changes the registration first. */
  register?: (app: AppRegistration) => void
  change?: Record<string, string | null>
}

/** Signs in, and gives the ID token of the token endpoint, or of the redirect. */
async function idTokenFor({ at, app = entryway, username, register, change = {} }: Asked): Promise<string> {
  const authority = at ?? `${HOST}/${contoso.id}`
  register?.(registrationOf(emulator, app))
  const url = authorizeUrl({ client_id: app.clientId, scope: 'openid profile', ...change }, authority)
  const back = await new EntraBrowser(emulator).signIn(url, username ?? adele.profile.userPrincipalName)
  const direct = new URLSearchParams(back.hash.slice(1)).get('id_token')
  if (direct !== null) return direct
  const code = back.searchParams.get('code') ?? ''
  const { json } = await redeem(emulator, code, { client_id: app.clientId }, {}, authority)
  return String(json.id_token)
}

const seededClaims = (app: AppRegistration) => {
  app.optionalClaims = []
  app.appRoles = []
}

const withGroups = (count: number) => (app: AppRegistration) => {
  seededClaims(app)
  app.others = {
    ...app.others,
    groupMembershipClaims: 'SecurityGroup',
    web: { implicitGrantSettings: { enableIdTokenIssuance: true } },
  }
  for (let each = 0; each < count; each++) {
    emulator.state.groups.push({
      id: crypto.randomUUID(),
      tenantId: contoso.id,
      displayName: `Group ${each}`,
      description: null,
      mail: null,
      securityEnabled: true,
      memberIds: [adele.profile.id],
      createdAt: 0,
    })
  }
}

const optional = ['email', 'login_hint', 'acct', 'auth_time', 'family_name', 'given_name', 'upn', 'xms_edov']

const personal = {
  at: `${HOST}/consumers`,
  app: entrywayEverywhere,
  username: casey.profile.userPrincipalName,
}

const ask: Record<string, Asked> = {
  'work-2025': { register: seededClaims },
  'personal-2025': { ...personal, change: { scope: 'openid profile email' } },
  'personal-2018': personal,
  'work-without-profile': { register: seededClaims, change: { scope: 'openid' } },
  'work-optional-claims': {
    register: (app) => {
      seededClaims(app)
      app.optionalClaims = optional.map((name) => ({ name, essential: false }))
    },
  },
  guest: {
    at: `${HOST}/${fabrikam.id}`,
    app: entrywayFabrikam,
    username: adeleInFabrikam.signInName,
    register: seededClaims,
  },
  'guest-personal': {
    at: `${HOST}/${fabrikam.id}`,
    app: entrywayFabrikam,
    username: 'abe@outlook.example',
    register: (app) => {
      seededClaims(app)
      emulator.state.people.push({
        ...adeleInFabrikam,
        signInName: 'abe@outlook.example',
        home: { tenantId: personalAccounts.id, oid: '00000000-0000-0000-0123-456789abcdef' },
        profile: { ...adeleInFabrikam.profile, id: crypto.randomUUID(), mail: 'abe@outlook.example' },
      })
    },
  },
  customer: {
    at: `https://fourthcoffee.ciamlogin.com/${fourthCoffee.id}`,
    app: entrywayCustomers,
    username: robin.signInName,
    register: seededClaims,
  },
  'work-groups': {
    register: withGroups(0),
  },
  'work-groups-overage': {
    register: withGroups(201),
  },
  'work-groups-overage-implicit': {
    register: withGroups(6),
    change: { response_type: 'id_token' },
  },
  'work-roles': {
    register: (app) => {
      app.optionalClaims = []
    },
  },
  'work-acrs': {
    register: seededClaims,
    change: { claims: JSON.stringify({ id_token: { acrs: { essential: true, value: 'c1' } } }) },
  },
}

const GUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/

test.each(recorded('id-tokens').map((sample) => [sample.name, sample] as const))(
  '%s',
  async (name, sample) => {
    // The token of 2021 had a puid and no sid; the one of 2025 replaced it.
    if (name === 'work-2021') return expect(sample.claims).toHaveProperty('puid')
    const token = await idTokenFor(ask[name] ?? {})
    const { kid, ...header } = decodeProtectedHeader(token)
    expect({ ...header, kid: '{kid}' }).toEqual(sample.header)
    const claims = decodeJwt(token) as Json
    const { claims: expected = {}, order, secondsFromIssue = {} } = sample
    const times = Object.keys(secondsFromIssue)
    expect(Object.keys(claims).toSorted()).toEqual([...Object.keys(expected), ...times].toSorted())
    if (order) expect(Object.keys(claims)).toEqual(order)
    for (const [claim, value] of Object.entries(expected)) {
      expect([claim, typesOf(claims[claim])]).toEqual([claim, typesOf(value)])
    }
    for (const [claim, seconds] of Object.entries(secondsFromIssue)) {
      if (claim !== 'auth_time') expect([claim, Number(claims[claim]) - now / 1000]).toEqual([claim, seconds])
    }
    const shaped = (issuer: unknown) => String(issuer).replaceAll(new RegExp(GUID, 'g'), '<id>')
    expect(shaped(claims.iss)).toBe(shaped(expected.iss))
    for (const claim of ['ver', 'acrs', '_claim_names', 'hasgroups', 'acct'])
      expect(claims[claim]).toEqual(expected[claim])
  },
)

test('every sample is asked for, but the one that a newer one replaces', () => {
  expectEvery('id-tokens', ask, ['work-2021'])
})

test('the tokens of both kinds of account live as long as recorded', async () => {
  for (const [name, seconds] of [
    ['work-2025', 3900],
    ['personal-2025', 86_700],
  ] as const) {
    const { exp = 0, iat = 0 } = decodeJwt(await idTokenFor(ask[name] ?? {}))
    expect(exp - iat).toBe(seconds)
  }
})

test('the overage names the address that tokens really carry', async () => {
  const { _claim_sources } = decodeJwt(await idTokenFor(ask['work-groups-overage'] ?? {})) as Json
  const { claims } = sampleCalled('id-tokens', 'work-groups-overage')
  const form = (sources: unknown) => JSON.stringify(sources).replaceAll(new RegExp(GUID, 'g'), '<id>')
  expect(form(_claim_sources)).toBe(form(claims?._claim_sources))
})
