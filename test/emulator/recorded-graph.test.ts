// Every recorded answer of Microsoft Graph, served by the local Entra.
import { beforeEach, expect, test } from 'vitest'
import {
  adele,
  adeleInFabrikam,
  alex,
  casey,
  entryway,
  entrywayCustomers,
  entrywayEverywhere,
  entrywayFabrikam,
  fabrikam,
  isaiah,
  miriam,
  nestor,
  robin,
} from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { callGraph, type Place, redeemAsApp, tokensAt, tokensFor } from '../support/entra-client.ts'
import { asOperator, operatorTokens } from '../support/operator.ts'
import { expectEvery, expectEvidence, recorded, sampleCalled } from '../support/recorded.ts'
import { customersAt } from './customer.ts'
import { registerApp } from './registered-app.ts'
import { type Comparison, expectSample } from './sample.ts'

const HOUR_MS = 60 * 60 * 1000
const host = 'https://login.microsoftonline.com'
const scope = 'openid profile email User.Read User.ReadWrite'
const photo = '/v1.0/me/photo/$value'

let now: number
let emulator: Emulator
beforeEach(async () => {
  now = Date.UTC(2026, 5, 1)
  emulator = await startEmulator({ now: () => now })
})

const tokenOf = async ({ profile }: { profile: { userPrincipalName: string } }) =>
  (await tokensFor(emulator, { scope }, profile.userPrincipalName)).access_token

const tokenAt = async (place: Place) => (await tokensAt(emulator, place, { scope })).access_token

const personal: Place = {
  at: `${host}/consumers`,
  app: entrywayEverywhere,
  username: casey.profile.userPrincipalName,
}
const guest: Place = {
  at: `${host}/${fabrikam.id}`,
  app: entrywayFabrikam,
  username: adeleInFabrikam.signInName,
}
const customer: Place = { at: customersAt, app: entrywayCustomers, username: robin.signInName }

const get = async (token: unknown, path = '/v1.0/me') => callGraph(emulator, path, await token)

async function send(method: string, path: string, token: unknown, body: object): Promise<Response> {
  const headers = { Authorization: `Bearer ${await token}`, 'Content-Type': 'application/json' }
  const init = { method, headers, body: JSON.stringify(body) }
  return emulator.fetch(new Request(`https://graph.microsoft.com/v1.0${path}`, init))
}

const patch = (token: unknown, change: object) => send('PATCH', '/me', token, change)

/** As an administrator's tool asks. */
const post = async (path: string, body: object, scopes?: string[]) =>
  send('POST', path, (await operatorTokens(emulator, nestor, scopes)).access_token, body)

async function withFault(
  fault: Parameters<Emulator['setFault']>[0],
  ask: () => Promise<Response>,
  days?: number,
) {
  emulator.setFault(fault, days === undefined ? {} : { days })
  return ask()
}

async function newApp(): Promise<{ id: string; appId: string }> {
  const { json } = await (await asOperator(emulator))('POST', '/applications', { displayName: 'New' })
  return json as { id: string; appId: string }
}

async function expired(token: unknown): Promise<Response> {
  const issued = await token
  now += 3 * HOUR_MS
  return get(issued)
}

const newSecret = { passwordCredential: { displayName: 'New' } }
const path = async (action: string) => `/applications/${(await newApp()).id}${action}`

const ask: Record<string, () => Promise<Response>> = {
  'me-work': () => get(tokenOf(adele)),
  'me-work-without-mail': () => get(tokenOf(isaiah)),
  'me-personal': () => get(tokenAt(personal)),
  'me-guest': () => get(tokenAt(guest)),
  'me-customer': () => get(tokenAt(customer)),
  userinfo: () => get(tokenOf(adele), '/oidc/userinfo'),
  photo: () => get(tokenOf(adele), photo),
  'photo-none-directory': () => get(tokenOf(isaiah), photo),
  'photo-none-mailbox': () => get(tokenOf(alex), photo),
  'photo-none-personal': () => get(tokenAt(personal), photo),
  'photo-no-mailbox-licence': () => withFault('graph_photo_no_license', () => get(tokenOf(alex), photo)),
  'photo-guest': () => get(tokenAt(guest), photo),
  'patch-me': () => patch(tokenAt(customer), { displayName: 'Robin', city: 'Rome' }),
  'patch-me-not-allowed': () => patch(tokenOf(adele), { givenName: 'Adèle' }),
  'patch-me-synced': () => patch(tokenOf(miriam), { mobilePhone: '1' }),
  'patch-me-external-service': () =>
    withFault('graph_external_service', () => patch(tokenOf(adele), { mobilePhone: '1' })),
  'patch-me-personal': () => patch(tokenAt(personal), { givenName: 'Case' }),
  '401-expired': () => withFault('graph_401_older', () => get(tokenOf(adele))),
  '401-expired-2025': () => expired(tokenOf(adele)),
  '401-expired-opaque': () => expired(tokenAt(personal)),
  '401-wrong-audience': async () =>
    get((await tokensFor(emulator, { scope: 'openid api://contoso-api/access_as_user' })).access_token),
  '401-claims-challenge': () => withFault('graph_claims_challenge', () => get(tokenOf(adele))),
  '401-claims-challenge-2024': () => withFault('graph_claims_challenge_bare', () => get(tokenOf(adele))),
  '403': () =>
    withFault('directory_app_creation_off', () =>
      post('/applications', { displayName: 'New' }, ['User.Read']),
    ),
  '404': () => post(`/applications/${crypto.randomUUID()}/addPassword`, newSecret),
  '404-directory-busy': () => withFault('directory_busy', () => get(tokenOf(nestor), '/v1.0/organization')),
  '429': () => withFault('graph_429', () => get(tokenOf(adele))),
  '429-empty': () => withFault('graph_429_empty', () => get(tokenOf(adele))),
  '429-other-code': () => withFault('graph_429_other_code', () => get(tokenOf(adele))),
  'organization-with-user-read': () => get(tokenOf(nestor), '/v1.0/organization'),
  'organization-app-only': async () =>
    get((await redeemAsApp(emulator)).json.access_token, '/v1.0/organization'),
  'service-principal-not-yet': async () => {
    const { appId } = await newApp()
    return withFault('directory_replication', () => post('/servicePrincipals', { appId }))
  },
  'service-principal-not-yet-403': async () => {
    const { appId } = await newApp()
    return withFault('directory_replication_403', () => post('/servicePrincipals', { appId }))
  },
  'service-principal-exists': () => post('/servicePrincipals', { appId: entryway.clientId }),
  quota: () => withFault('directory_quota', () => post('/applications', { displayName: 'New' })),
  'quota-tenant': () =>
    withFault('directory_tenant_quota', () => post('/applications', { displayName: 'New' })),
  'policy-credential-type': () =>
    withFault('directory_no_secrets', async () => post(await path('/addPassword'), newSecret)),
  'policy-credential-lifetime': () =>
    withFault('directory_secret_lifetime', async () => post(await path('/addPassword'), newSecret), 30),
  'policy-audience': () =>
    withFault('directory_no_personal_accounts', () =>
      post('/applications', { displayName: 'New', signInAudience: 'AzureADandPersonalMicrosoftAccount' }),
    ),
  'grant-exists': async () => {
    const operator = await asOperator(emulator)
    const { principalId: clientId } = await registerApp(operator)
    const api = await operator('GET', "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')")
    const body = { clientId, consentType: 'AllPrincipals', resourceId: api.json.id, scope: 'User.Read' }
    expect((await post('/oauth2PermissionGrants', body)).status).toBe(201)
    return post('/oauth2PermissionGrants', body)
  },
  concurrency: () => withFault('directory_conflict', async () => post(await path('/addPassword'), newSecret)),
  'member-of': async () => get((await operatorTokens(emulator, nestor)).access_token, '/v1.0/me/memberOf'),
  'member-of-with-user-read': () => get(tokenOf(adele), '/v1.0/me/memberOf'),
  'get-member-objects': async () => post('/me/getMemberObjects', { securityEnabledOnly: false }),
}

/** Where the sample is a part of the answer, or its words are of another place. */
const comparisons: Record<string, Comparison> = {
  '401-claims-challenge': { variable: ['www-authenticate'] },
  '429': {
    message: /^"Too many requests from Identifier:.+ under category:.+ Please try again later\."$/,
    variable: ['retry-after'],
  },
  // The documentation shortens its groups.
  'member-of': { partial: true },
  'member-of-with-user-read': { partial: true },
}

const samples = recorded('graph')

test.each(samples.map((sample) => [sample.name, sample] as const))('%s', async (name, sample) => {
  const response = await (ask[name] ?? (() => Promise.reject(new Error('not served'))))()
  await expectSample(response, sample, comparisons[name])
})

test('no sample is left out, and none is made up', () => expectEvery('graph', ask))

test('the claims of a challenge are those of the sample, and of now', async () => {
  emulator.setFault('graph_claims_challenge')
  const header = (await get(tokenOf(adele))).headers.get('WWW-Authenticate') ?? ''
  const wanted = sampleCalled('graph', '401-claims-challenge').headers?.['www-authenticate'] ?? ''
  const claims = /claims="([^"]+)"/
  expect(header.replace(claims, '')).toBe(wanted.replace(claims, ''))
  expect(header).toMatch(/=="$|="$/)
  expect(JSON.parse(atob(claims.exec(header)?.[1] ?? ''))).toEqual({
    access_token: { nbf: { essential: true, value: String(now / 1000) } },
  })
})

test('memberOf lists groups and roles in one list', async () => {
  const response = await get((await operatorTokens(emulator, nestor)).access_token, '/v1.0/me/memberOf')
  const { value } = (await response.json()) as { value: Record<string, unknown>[] }
  expect(value.map((each) => [each['@odata.type'], each.displayName])).toEqual([
    ['#microsoft.graph.group', 'Contoso IT'],
    ['#microsoft.graph.group', 'All Company'],
    ['#microsoft.graph.directoryRole', 'Global Administrator'],
  ])
})

test('each sample is named by the evidence', () => expectEvidence('graph'))
