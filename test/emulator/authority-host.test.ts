// Hosts: what belongs to one is refused at another, and each authority's keys name its issuer.
import { beforeAll, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import {
  contoso,
  entrywayCustomers,
  entrywayEverywhere,
  fabrikam,
  fourthCoffee,
  personalAccounts,
} from '../../emulator/seed.ts'
import { authorizeUrl, tokensAt } from '../support/entra-client.ts'

const PUBLIC = 'https://login.microsoftonline.com'
const TEMPLATE = `${PUBLIC}/{tenantid}/v2.0`

let emulator: Emulator
beforeAll(async () => {
  emulator = await createEmulator()
})

const get = async (url: string, accessToken?: unknown) => {
  const headers = new Headers(accessToken ? { Authorization: `Bearer ${accessToken}` } : {})
  return (await emulator.fetch(new Request(url, { headers }))).json()
}

describe('the keys', () => {
  const issuersAt = async (name: string) => {
    const { keys } = (await get(`${PUBLIC}/${name}/discovery/v2.0/keys`)) as { keys: { issuer: string }[] }
    return keys.map(({ issuer }) => issuer)
  }
  const PERSONAL = `${PUBLIC}/${personalAccounts.id}/v2.0`

  test.each([
    ['common', [...Array(4).fill(TEMPLATE), PERSONAL, PERSONAL]],
    ['organizations', Array(4).fill(TEMPLATE)],
    ['consumers', [PERSONAL, PERSONAL]],
    [contoso.id, Array(4).fill(`${PUBLIC}/${contoso.id}/v2.0`)],
  ])('at %s each name the issuer they may sign for', async (name, issuers) => {
    expect(await issuersAt(name)).toEqual(issuers)
  })
})

describe('a host that is not the tenant’s', () => {
  test.each([
    [`https://fourthcoffee.ciamlogin.com/${fabrikam.id}`, 500210],
    [`https://contoso.ciamlogin.com/${fourthCoffee.id}`, 500210],
    [`https://login.fourthcoffee.example/${contoso.id}`, 500210],
    ['https://fourthcoffee.ciamlogin.com/common', 90002],
    ['https://fourthcoffee.ciamlogin.com/nobody.onmicrosoft.com', 90002],
  ])('%s: AADSTS%i', async (at, number) => {
    expect(await get(`${at}/v2.0/.well-known/openid-configuration`)).toMatchObject({
      error: number === 90002 ? 'invalid_tenant' : 'invalid_request',
      error_codes: [number],
    })
  })

  test('signs no customers in at Microsoft’s own', async () => {
    const url = authorizeUrl({ client_id: entrywayCustomers.clientId }, `${PUBLIC}/${fourthCoffee.id}`)
    const location = new URL((await emulator.fetch(new Request(url))).headers.get('Location') ?? '')
    expect(location.searchParams.get('error')).toBe('access_denied')
    expect(location.searchParams.get('error_description')).toContain('AADSTS500208')
  })
})

test('Graph takes the access tokens of its own cloud only', async () => {
  const place = {
    at: 'https://login.microsoftonline.us/organizations',
    app: entrywayEverywhere,
    username: 'adele@contoso.example',
  }
  const { access_token } = await tokensAt(emulator, place)
  const callAt = (host: string) => get(`https://${host}/v1.0/me`, access_token)
  expect(await callAt('graph.microsoft.us')).toMatchObject({ displayName: 'Adele Vance' })
  expect(await callAt('graph.microsoft.com')).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } })
  expect(await callAt('microsoftgraph.chinacloudapi.cn')).toMatchObject({
    error: { code: 'InvalidAuthenticationToken' },
  })
})

test('Graph calls a personal account by the end of its object id', async () => {
  const { access_token } = await tokensAt(emulator, {
    at: `${PUBLIC}/consumers`,
    app: entrywayEverywhere,
    username: 'casey@outlook.example',
  })
  expect(await get('https://graph.microsoft.com/v1.0/me', access_token)).toMatchObject({
    id: 'ca5e000000000041',
    userPrincipalName: 'casey@outlook.example',
    jobTitle: null,
  })
})
