// Every recorded answer of the token endpoint, given by the local Entra: status, fields and their order, numbers, sentences.
import { beforeEach, expect, test } from 'vitest'
import {
  casey,
  commandLine,
  contosoWebApi,
  entryway,
  entrywayEverywhere,
  expiredSecret,
} from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import {
  authority,
  authorizeUrl,
  codeFor,
  redeem,
  redeemAsApp,
  refresh,
  tokensFor,
} from '../support/entra-client.ts'
import { expectEvery, type Json, recorded, typesOf } from '../support/recorded.ts'
import { startDevice, startPerson } from './device.ts'

type Answer = { status: number; headers: Headers; json: Json }

let now: number
let emulator: Emulator
beforeEach(async () => {
  now = Date.UTC(2026, 5, 1)
  emulator = await startEmulator({ now: () => now })
})

/** The answer of the endpoint, also where it is no JSON. */
async function post(fields: Record<string, string>, path = 'token'): Promise<Answer> {
  const body = new URLSearchParams(fields)
  const request = new Request(`${authority}/oauth2/v2.0/${path}`, { method: 'POST', body })
  const response = await emulator.fetch(request)
  const text = await response.text()
  const json = text.startsWith('{') ? (JSON.parse(text) as Json) : {}
  return { status: response.status, headers: response.headers, json }
}

const scope = 'openid profile email offline_access User.Read'

async function signedIn(change: Record<string, string | null> = {}): Promise<Answer> {
  return redeem(emulator, await codeFor(emulator, { scope, ...change }))
}

async function personalAnswer(): Promise<Answer> {
  const at = 'https://login.microsoftonline.com/consumers'
  const client = { client_id: entrywayEverywhere.clientId }
  const url = authorizeUrl({ ...client, scope }, at)
  const back = await new EntraBrowser(emulator).signIn(url, casey.profile.userPrincipalName)
  return redeem(emulator, back.searchParams.get('code') ?? '', client, {}, at)
}

async function rejected(aadsts: number): Promise<Answer> {
  emulator.setFault('aadsts', { aadsts })
  return post({ client_id: entryway.clientId, grant_type: 'refresh_token' })
}

async function refreshLater(days: number, before: () => void = () => {}): Promise<Answer> {
  const { refresh_token } = await tokensFor(emulator)
  now += days * 24 * 60 * 60 * 1000
  before()
  return refresh(emulator, refresh_token)
}

/** The Contoso Web API calls Graph for somebody who has not consented to that. */
async function onBehalfOf(): Promise<Answer> {
  const { access_token } = await tokensFor(emulator, { scope: 'openid api://contoso-api/access_as_user' })
  return post({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    requested_token_use: 'on_behalf_of',
    client_id: contosoWebApi.clientId,
    client_secret: contosoWebApi.secrets[0]?.value ?? '',
    assertion: String(access_token),
    scope: 'https://graph.microsoft.com/User.Read',
  })
}

const device = () => post({ client_id: commandLine.clientId, scope }, 'devicecode')

async function polled(before: (userCode: string) => unknown = () => null): Promise<Answer> {
  const { deviceCode, userCode } = await startDevice(emulator).newCode()
  await before(userCode)
  return startDevice(emulator).poll(deviceCode)
}

const cae = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } })

const ask: Record<string, () => Promise<Answer>> = {
  work: () => signedIn({ client_info: '1' }),
  'work-no-refresh-token': () => signedIn({ scope: 'openid profile email User.Read' }),
  'work-cae': () => signedIn({ claims: cae }),
  personal: personalAnswer,
  'default-scope': () => signedIn({ scope: 'offline_access api://contoso-api/.default' }),
  'default-scope-azure-devops': () =>
    signedIn({ scope: 'offline_access 499b84ac-1321-427f-aa17-267ca6975798/.default' }),
  'client-credentials': () => redeemAsApp(emulator),
  '50076-claims': () => rejected(50076),
  '50078': () => rejected(50078),
  '50079': () => rejected(50079),
  '50055': () => rejected(50055),
  '50057': () => rejected(50057),
  '50173': () => refreshLater(1, () => emulator.setFault('refresh_revoked')),
  '700082': () => refreshLater(91),
  '70043': () => rejected(70043),
  '65001': onBehalfOf,
  '65001-without-claims': () => refreshLater(1, () => emulator.setFault('consent_revoked')),
  '53003': () => rejected(53003),
  '7000215': async () => redeem(emulator, await codeFor(emulator), { client_secret: 'wrong' }),
  '7000222': async () => redeem(emulator, await codeFor(emulator), { client_secret: expiredSecret }),
  '7000218': async () => redeem(emulator, await codeFor(emulator), { client_secret: null }),
  '700016': () => post({ grant_type: 'refresh_token', client_id: '00000000-0000-4000-8000-0000000000a1' }),
  '700027': () => rejected(700027),
  '90033': () => rejected(90033),
  '429': () => {
    emulator.setFault('token_429')
    return post({})
  },
  '50196-loop': () => rejected(50196),
  'device-code': device,
  'device-code-pending': () => polled(),
  'device-code-blocked': () => polled(() => emulator.setFault('aadsts', { aadsts: 53003 })),
  'device-code-unmanaged-device': () => rejected(50097),
}

const unserved: Record<string, string> = {
  'numbers-as-text': 'of the endpoint without /v2.0, which names itself as missing',
  '70043-interaction-required': 'of 2022: 70043 of 2026 has another error',
  '70000-personal': 'a personal account here has consented to what its refresh token is for, or is asked',
  '504': 'a status without an answer: the fault token_503 is its kind',
}

/** Not recorded as they would be today: what differs is said in the note of the sample. */
const olderForms: Record<string, readonly string[]> = {
  // 2017: interaction_required without suberror and error_uri; today as 50076.
  '50079': ['error', 'suberror', 'error_uri', 'claims'],
  '429': ['error'],
}

/** Ids, names, times and separators are those of the occasion. */
const fixed = (text: string) =>
  text
    .replace(/(\r\n| )Trace ID: .*/s, '')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '<time>')
    .replaceAll(/named '[^']*'/g, "named '<name>'")
    .replaceAll(/directory '[^']*'/g, "directory '<name>'")
    .replaceAll(/access '[^']*'/g, "access '<resource>'")

function compareRefusal(name: string, json: Json, body: Json): void {
  const may = olderForms[name] ?? []
  const names = (all: Json) => Object.keys(all).filter((field) => !may.includes(field))
  expect(names(json)).toEqual(names(body))
  for (const [field, value] of Object.entries(body)) {
    if (may.includes(field)) continue
    expect([field, typesOf(json[field])]).toEqual([field, typesOf(value)])
  }
  expect(fixed(String(json.error_description))).toBe(fixed(String(body.error_description)))
  expect(json.error_codes).toEqual(body.error_codes)
  for (const field of ['error', 'suberror', 'password_change_url'])
    if (!may.includes(field)) expect([field, json[field]]).toEqual([field, body[field]])
  if (json.claims && !may.includes('claims')) {
    const keys = (claims: unknown) =>
      JSON.stringify(JSON.parse(String(claims)), ['access_token', 'capolids', 'essential'])
    expect(keys(json.claims)).toBe(keys(body.claims))
  }
}

function compareSuccess(json: Json, body: Json): void {
  expect(Object.keys(json)).toEqual(Object.keys(body))
  for (const [field, value] of Object.entries(body)) {
    expect([field, typesOf(json[field])]).toEqual([field, typesOf(value)])
  }
}

const samples = recorded('token-answers')

test.each(samples.filter(({ name }) => !unserved[name]).map((sample) => [sample.name, sample] as const))(
  '%s',
  async (name, sample) => {
    const answer = await ask[name]?.()
    expect(answer?.status).toBe(sample.status)
    for (const [header, value] of Object.entries(sample.headers ?? {})) {
      expect([header, answer?.headers.get(header)]).toEqual([header, value])
    }
    const { json = {} } = answer ?? {}
    const { body = {} } = sample
    if (name === '429') return
    if ('error_codes' in body) compareRefusal(name, json, body)
    else compareSuccess(json, body)
  },
)

test('no sample is left out, but those that are not seen at this endpoint today', () => {
  expectEvery('token-answers', ask, Object.keys(unserved))
})

test('the tokens of a personal account are opaque, and look as recorded', async () => {
  const { json } = await personalAnswer()
  const body = samples.find(({ name }) => name === 'personal')?.body ?? {}
  expect(json.expires_in).toBe(body.expires_in)
  for (const { access_token, refresh_token } of [json, body]) {
    expect(access_token).toMatch(/^Ew[A-Za-z0-9+/]+=*$/)
    expect(refresh_token).toMatch(/^M\.C[\w.*!$-]+\$$/)
  }
})

test('.default comes back beside what it stands for, and a token for challenges lives 20 to 28 hours', async () => {
  const { json } = await (ask['default-scope'] ?? device)()
  expect(json.scope).toBe('api://contoso-api/access_as_user api://contoso-api/.default')
  const long = (await signedIn({ claims: cae })).json
  expect(Number(long.expires_in)).toBeGreaterThanOrEqual(20 * 3600)
  expect(Number(long.expires_in)).toBeLessThanOrEqual(28 * 3600)
})

test('a device that was answered gets its tokens', async () => {
  const { status } = await polled((userCode) => startPerson(emulator).accept(userCode))
  expect(status).toBe(200)
})
