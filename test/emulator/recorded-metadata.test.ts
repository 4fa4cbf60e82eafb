// Every recorded discovery document and key set, served by the local Entra.
import { beforeAll, describe, expect, test } from 'vitest'
import { clouds } from '../../emulator/directory/cloud.ts'
import { contoso, fourthCoffee, northwind } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { expectEvery, type Json, recorded, sampleCalled, typesOf } from '../support/recorded.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
  Object.assign(emulator.state.tenants.find(({ name }) => name === 'fabrikam') ?? {}, {
    region: 'NA',
    subRegion: 'GCC',
  })
})

const get = async (url: string) => {
  const response = await emulator.fetch(new Request(url))
  return { response, json: (await response.json()) as Json }
}

/** The ids and names of the samples, and those that stand for them here. */
const names: [string, string][] = [
  ['00000000-0000-4000-8000-000000000001', contoso.id],
  ['00000000-0000-4000-8000-000000000003', fourthCoffee.id],
  ['contoso.ciamlogin.com', 'fourthcoffee.ciamlogin.com'],
  ['contoso.onmicrosoft.com', 'fourthcoffee.onmicrosoft.com'],
  ['login.fabrikam.example', 'login.fourthcoffee.example'],
]

const translated = <Value>(value: Value, more: [string, string][] = []): Value =>
  JSON.parse(
    [...more, ...names].reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(value)),
  )

const metadata = recorded('metadata')

/** A sample that is another tenant's, or whose value differs from tenant to tenant. */
const tenants: Record<string, [string, string][]> = {
  'tenant-gcc': [['00000000-0000-4000-8000-000000000001', 'fabrikam.example']],
  'us-government-asked-at-the-public-host': [['00000000-0000-4000-8000-000000000001', northwind.id]],
}

/** Older documents have fewer fields, and a region is the tenant's own. */
const mayDiffer = ['tenant_region_scope', 'token_endpoint_auth_methods_supported']

describe('metadata', () => {
  const documents = metadata.filter(({ name }) => !['unknown-tenant', 'hosts-of-the-clouds'].includes(name))

  test.each(documents.map((sample) => [sample.name, sample] as const))('%s', async (name, sample) => {
    const { url = '', body, adds, headers = {}, status } = translated(sample, tenants[name])
    const { response, json } = await get(url)
    expect(response.status).toBe(status)
    for (const [header, value] of Object.entries(headers)) {
      if (header !== 'Strict-Transport-Security') expect(response.headers.get(header)).toBe(value)
    }
    const expected = body?.['same as'] ? metadata.find((each) => each.name === body['same as'])?.body : body
    for (const [field, value] of Object.entries(adds ?? translated(expected ?? {}))) {
      if (mayDiffer.includes(field) && !adds)
        expect(typesOf(json[field])).toEqual(typesOf(value ?? json[field]))
      else expect([field, json[field]]).toEqual([field, value])
    }
  })

  test.each(['common', 'organizations', 'consumers', 'tenant', 'v1-common'])(
    '%s has no field that no sample has',
    async (name) => {
      const sample = metadata.find((each) => each.name === name)
      const { json } = await get(translated(sample?.url ?? ''))
      const newer = metadata.find((each) => each.name === 'tenant-2026')?.body ?? {}
      const known = Object.keys(name === 'v1-common' ? (sample?.body ?? {}) : newer)
      expect(Object.keys(json)).toEqual(known)
    },
  )

  test('unknown-tenant', async () => {
    const { url = '', body = {} } = sampleCalled('metadata', 'unknown-tenant')
    const { response, json } = await get(url)
    expect(response.status).toBe(400)
    expect(Object.keys(json)).toEqual(Object.keys(body))
    const sentence = (text: unknown) => String(text).split(' Trace ID')[0]
    expect(sentence(json.error_description)).toBe(sentence(body.error_description))
    for (const field of ['error', 'error_codes', 'error_uri']) expect(json[field]).toEqual(body[field])
  })

  test('hosts-of-the-clouds', () => {
    const { hosts = [] } = sampleCalled('metadata', 'hosts-of-the-clouds')
    expect(hosts.length).toBeGreaterThan(0)
    for (const { login, aliases, graph } of hosts) {
      const cloud = clouds.find(({ loginHosts }) => loginHosts.includes(login))
      expect(cloud?.loginHosts).toEqual(expect.arrayContaining([login, ...aliases]))
      if (graph !== null) expect(cloud?.graphHost).toBe(graph)
    }
  })
})

describe('keys', () => {
  type Key = { kid: string; issuer?: string; cloud_instance_name?: string }
  const keysAt = async (name: string) =>
    (await get(`https://login.microsoftonline.com/${name}/discovery/v2.0/keys`)).json.keys as Key[]
  const sampleOf = (name: string) => recorded('keys').find((sample) => sample.name === name)
  const keysOf = (name: string) => (sampleOf(name)?.body?.keys ?? []) as Key[]
  const PERSONAL = '9188040d-6c67-4c5b-b112-36a304b66dad'

  test('common-2025', async () => {
    const expected = keysOf('common-2025')
    const keys = await keysAt('common')
    const forms = (all: Key[]) => all.map((key) => [Object.keys(key), key.issuer, key.cloud_instance_name])
    expect(forms(keys)).toEqual(forms(expected))
  })

  test('consumers-form', async () => {
    const personal = keysOf('common-2025').filter(({ kid }) =>
      (sampleOf('consumers-form')?.kids ?? []).includes(kid),
    )
    const keys = await keysAt('consumers')
    expect(keys.map(({ issuer }) => issuer)).toEqual(personal.map(({ issuer }) => issuer))
  })

  test('organizations-2024-without-personal-keys', async () => {
    const composition = sampleOf('organizations-2024-without-personal-keys')?.composition ?? []
    const issuers = new Set(composition.map(({ issuer }) => issuer))
    expect(new Set((await keysAt('organizations')).map(({ issuer }) => issuer))).toEqual(issuers)
    expect([...issuers].some((issuer) => issuer.includes(PERSONAL))).toBe(false)
  })

  test('customers: an external tenant has keys at its own host, with its own issuer', async () => {
    const { json } = await get(translated(sampleOf('customers')?.url ?? ''))
    for (const { issuer } of json.keys as Key[]) {
      expect(issuer).toBe(`https://${fourthCoffee.id}.ciamlogin.com/${fourthCoffee.id}/v2.0`)
    }
  })

  test('no sample is left out, but those of what newer ones replace', () => {
    const served = ['common-2025', 'consumers-form', 'organizations-2024-without-personal-keys', 'customers']
    // Before 2025 no key named its cloud; of 2026 only a number is known.
    const replaced = ['common-2024-without-cloud', 'number-of-keys-2026']
    expectEvery('keys', {}, [...served, ...replaced])
  })
})
