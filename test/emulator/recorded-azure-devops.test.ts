// Every recorded answer of Azure DevOps, served by the local Entra.
import { beforeEach, expect, test } from 'vitest'
import { acquiredOrganization, adele, fabrikam, megan, personalOrganization } from '../../emulator/seed.ts'
import { errorIn, patTokenErrors } from '../../emulator/state/pat-error.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { redeemAsApp } from '../support/entra-client.ts'
import {
  expectEvery,
  expectEvidence,
  type Json,
  type Recorded,
  recorded,
  sampleCalled,
} from '../support/recorded.ts'
import { api, call, tokenWith } from './azure-devops.ts'
import { type Comparison, expectSample } from './sample.ts'

const HOUR_MS = 60 * 60 * 1000
const dev = 'https://dev.azure.com'

let now: number
let emulator: Emulator
let token: string
beforeEach(async () => {
  now = Date.UTC(2026, 10, 2)
  emulator = await startEmulator({ now: () => now })
  token = await tokenWith(emulator)
})

const version = '7.1-preview.1'
const asked = { displayName: 'build agent', scope: 'vso.code_write vso.packaging', validTo: '2026-11-30' }
const list = (query = {}) => call(emulator, token, { query, version })
const create = (change = {}, of = version) =>
  call(emulator, token, { method: 'POST', body: { ...asked, ...change }, version: of })

async function created(): Promise<string> {
  const { patToken } = (await (await create()).json()) as { patToken: { authorizationId: string } }
  return patToken.authorizationId
}

async function withFault(...fault: Parameters<Emulator['setFault']>) {
  emulator.setFault(...fault)
}

const connectionData = (organization: string, headers = {}) =>
  emulator.fetch(new Request(`${dev}/${organization}/_apis/connectionData`, { headers }))

const ask: Record<string, () => Promise<Response>> = {
  list: () => list(),
  'list-more': async () => {
    await withFault('azure_devops_empty_page')
    return list({ $top: '1' })
  },
  created: () => create(),
  'created-clamped': async () => {
    await withFault('azure_devops_max_lifespan', { days: 7 })
    return create({}, '7.2-preview.1')
  },
  updated: async () => {
    const authorizationId = await created()
    return call(emulator, token, { method: 'PUT', body: { authorizationId, displayName: 'x' }, version })
  },
  revoked: async () =>
    call(emulator, token, { method: 'DELETE', query: { authorizationId: await created() }, version }),
  refused: async () => {
    await withFault('azure_devops_max_lifespan_refused', { days: 7 })
    return create()
  },
  'refused-7.2': async () => {
    await withFault('azure_devops_creation_off')
    return create({}, '7.2-preview.1')
  },
  'tenant-policy-unreadable': async () => {
    await withFault('azure_devops_pat_error', { patError: 'failedToReadTenantPolicy' })
    return create()
  },
  '302-wrong-kind-of-token': async () => {
    const { access_token } = (await redeemAsApp(emulator, '499b84ac-1321-427f-aa17-267ca6975798')).json
    return call(emulator, String(access_token), { version: '6.1-preview' })
  },
  '203-expired-token': () => {
    now += 2 * HOUR_MS
    return list()
  },
  '401': async () => call(emulator, await tokenWith(emulator, undefined, megan), { version }),
  '401-suppressed-redirect': () =>
    emulator.fetch(
      new Request(`${api}?api-version=${version}`, { headers: { 'X-TFS-FedAuthRedirect': 'Suppress' } }),
    ),
  '403-policy': async () => {
    await withFault('azure_devops_403')
    return list()
  },
  'not-allowed': async () => {
    await withFault('azure_devops_not_allowed')
    return list()
  },
  '400-bad-body': () => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
    const url = `${api}?api-version=${version}`
    return emulator.fetch(new Request(url, { method: 'POST', headers, body: '{"displayName":' }))
  },
  'connection-data': () => connectionData('contoso'),
  'connection-data-of-personal-accounts': () => connectionData(personalOrganization.name),
}

const find = (name: string) => sampleCalled('azure-devops', name) as Recorded & Json

/** Not answers, but lists of words; each has a test of its own below. */
const lists = ['words-of-patTokenError', 'numbers']

const comparisons: Record<string, Comparison> = {
  // Where the sign-in page sends the browser back to.
  '302-wrong-kind-of-token': { variable: ['location'] },
}

const answers = recorded('azure-devops').filter(({ name }) => !lists.includes(name))

test.each(answers.map((sample) => [sample.name, sample] as const))('%s', async (name, sample) => {
  const response = await (ask[name] ?? (() => Promise.reject(new Error('not served'))))()
  await expectSample(response, sample, comparisons[name])
})

test('no sample is left out, and none is made up', () => expectEvery('azure-devops', ask, lists))

test('the sign-in page is asked for as in the sample', async () => {
  const { headers, text } = find('302-wrong-kind-of-token')
  const sample = new URL(headers?.location ?? '')
  const response = await ask['302-wrong-kind-of-token']?.()
  const location = new URL(response?.headers.get('location') ?? '')
  expect([location.origin, location.pathname]).toEqual([sample.origin, sample.pathname])
  expect([...location.searchParams.keys()]).toEqual([...sample.searchParams.keys()])
  expect(location.searchParams.get('realm')).toBe(sample.searchParams.get('realm'))
  const link = (page = '') => page.replace(/href="[^"]*"/, '')
  expect(link(await response?.text())).toBe(link(text))
})

test('an empty page goes on to the real one, by a token with ; + / and =', async () => {
  emulator.setFault('azure_devops_empty_page')
  type Page = { continuationToken: string; patTokens: unknown[] }
  const empty = (await (await list()).json()) as Page
  expect(empty.patTokens).toEqual([])
  for (const sign of [';', '+', '/', '=', ':']) expect(empty.continuationToken).toContain(sign)
  const next = (await (await list({ continuationToken: empty.continuationToken })).json()) as Page
  expect(next).toEqual(await (await list()).json())
})

test('the words of patTokenError are those of each version', () => {
  const {
    '6.1 and 7.0': first = [],
    'added in 7.1': later = [],
    'added in 7.2': latest = [],
  } = find('words-of-patTokenError').words as Record<string, string[]>
  expect(['none', ...patTokenErrors].toSorted()).toEqual([...first, ...later, ...latest].toSorted())
  for (const error of patTokenErrors) {
    expect(first).toContain(errorIn(7, error))
    expect([...first, ...later]).toContain(errorIn(7.1, error))
    expect(errorIn(7.2, error)).toBe(error)
  }
})

test('each number of the service is in some answer', async () => {
  const messageOf = async (answer: Promise<Response>) =>
    ((await (await answer).json()) as { message: string }).message
  const seen: Record<string, string> = {
    TF400813: await messageOf(ask['401']?.() as Promise<Response>),
    TF400898: await messageOf(ask['400-bad-body']?.() as Promise<Response>),
    VS403463: await messageOf(ask['403-policy']?.() as Promise<Response>),
  }
  emulator.setFault('azure_devops_open_once')
  seen.TF401444 = await messageOf(list())
  for (const [number, message] of Object.entries(seen)) expect(message).toMatch(new RegExp(`^${number}: `))
  // The other is what a client library calls a 401.
  expect([...Object.keys(seen), 'VS30063'].toSorted()).toEqual(
    Object.keys(find('numbers').numbers as object).toSorted(),
  )
})

test('every 401 names the tenant of an organization, whatever its name', async () => {
  const at = `https://vssps.dev.azure.com/${acquiredOrganization.name}/_apis/tokens/pats`
  const rejected = await call(emulator, token, { at })
  expect([rejected.status, rejected.headers.get('X-VSS-ResourceTenant')]).toEqual([401, fabrikam.id])
  expect(await rejected.json()).toMatchObject({ message: expect.stringContaining(adele.profile.id) })
  const open = await connectionData(acquiredOrganization.name)
  expect(open.headers.get('WWW-Authenticate')).toContain(`/${fabrikam.id},`)
  const local = await emulator.fetch(
    new Request(`http://localhost:8788/${acquiredOrganization.name}/_apis/connectionData`),
  )
  expect(local.headers.get('WWW-Authenticate')).toContain(
    `authorization_uri=http://localhost:8788/${fabrikam.id},`,
  )
})

test('an organization of personal accounts opens to no token of Entra', async () => {
  const at = `https://vssps.dev.azure.com/${personalOrganization.name}/_apis/tokens/pats`
  const rejected = await call(emulator, token, { at })
  expect([rejected.status, rejected.headers.get('X-VSS-ResourceTenant')]).toEqual([
    401,
    '00000000-0000-0000-0000-000000000000',
  ])
})

test('connectionData says who one is', async () => {
  const answer = await connectionData('contoso', { Authorization: `Bearer ${token}` })
  expect([answer.status, await answer.json()]).toMatchObject([
    200,
    { authenticatedUser: { id: adele.profile.id, providerDisplayName: 'Adele Vance' } },
  ])
  expect((await connectionData('nobody')).status).toBe(404)
})

test('a malformed row stands before the others', async () => {
  emulator.setFault('azure_devops_malformed_row')
  const { patTokens } = (await (await list()).json()) as { patTokens: { validTo: string }[] }
  expect([patTokens[0]?.validTo, patTokens[1]?.validTo]).toEqual(['soon', expect.stringMatching(/^\d{4}-/)])
})

test('each sample is named by the evidence', () => expectEvidence('azure-devops'))
