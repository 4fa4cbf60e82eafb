// Who gets a token for Azure DevOps from Entra, and what it is for.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import {
  entrywayCustomers,
  entrywayEverywhere,
  entrywayFabrikam,
  fabrikam,
  fourthCoffee,
  personalAccounts,
} from '../../emulator/seed.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authorizeUrl, refresh, tokensAt, tokensFor } from '../support/entra-client.ts'
import { azureDevOpsUrl, bothScopes } from './azure-devops.ts'

const id = '499b84ac-1321-427f-aa17-267ca6975798'
const login = 'https://login.microsoftonline.com'

let emulator: Emulator
beforeEach(async () => {
  emulator = await createEmulator()
})

const errorOf = (back: URL) => [back.searchParams.get('error'), back.searchParams.get('error_description')]

describe('a token', () => {
  test('comes from the same refresh token as Graph’s, after consent', async () => {
    const first = await tokensFor(emulator)
    const before = await refresh(emulator, first.refresh_token, { scope: bothScopes })
    expect(before.json).toMatchObject({ error: 'invalid_grant', suberror: 'consent_required' })

    const consented = await tokensFor(emulator, { scope: `openid offline_access User.Read ${bothScopes}` })
    expect(decodeJwt(String(consented.access_token)).aud).toBe('https://graph.microsoft.com')
    const { json } = await refresh(emulator, first.refresh_token, { scope: bothScopes })
    expect(json.scope).toBe(bothScopes)
    const claims = decodeJwt(String(json.access_token))
    expect([claims.aud, claims.scp]).toEqual([id, 'vso.pats vso.pats_manage'])
  })

  test('for Graph and Azure DevOps at once is refused', async () => {
    const { refresh_token } = await tokensFor(emulator, {
      scope: `openid offline_access User.Read ${bothScopes}`,
    })
    const { status, json } = await refresh(emulator, refresh_token, { scope: `User.Read ${id}/vso.pats` })
    expect([status, json.error_codes]).toEqual([400, [700022]])
  })

  test.each([`${id}/.default`, 'https://app.vssps.visualstudio.com/.default'])(
    '%s is for all',
    async (scope) => {
      const { access_token } = await tokensFor(emulator, { scope })
      expect(decodeJwt(String(access_token)).scp).toBe('vso.pats vso.pats_manage user_impersonation')
    },
  )

  test.each([
    [
      'Fabrikam',
      { at: `${login}/${fabrikam.id}`, app: entrywayFabrikam, username: 'megan@fabrikam.example' },
    ],
    [
      'any organization',
      { at: `${login}/organizations`, app: entrywayEverywhere, username: 'megan@fabrikam.example' },
    ],
    ['common', { at: `${login}/common`, app: entrywayEverywhere, username: 'adele@contoso.example' }],
  ])('is issued at %s', async (_, place) => {
    const { access_token } = await tokensAt(emulator, place, { scope: bothScopes })
    expect(decodeJwt(String(access_token)).aud).toBe(id)
  })
})

test('rejects a scope that Azure DevOps does not have', async () => {
  const response = await emulator.fetch(new Request(azureDevOpsUrl(`${id}/vso.coffee`)))
  const [error, description] = errorOf(new URL(response.headers.get('Location') ?? ''))
  expect(error).toBe('invalid_client')
  expect(description).toContain('AADSTS650053')
})

describe('customers have no Azure DevOps', () => {
  const at = `https://${fourthCoffee.name}.ciamlogin.com/${fourthCoffee.id}`

  test('and are refused at sign-in', async () => {
    const url = azureDevOpsUrl(bothScopes, { client_id: entrywayCustomers.clientId }, at)
    const response = await emulator.fetch(new Request(url))
    const [error, description] = errorOf(new URL(response.headers.get('Location') ?? ''))
    expect(error).toBe('invalid_resource')
    expect(description).toContain('AADSTS500011')
  })
})

describe('a personal account', () => {
  const everywhere = { client_id: entrywayEverywhere.clientId }
  const casey = 'casey@outlook.example'

  test('is rejected at once at consumers', async () => {
    const response = await emulator.fetch(
      new Request(azureDevOpsUrl(bothScopes, everywhere, `${login}/consumers`)),
    )
    const [error, description] = errorOf(new URL(response.headers.get('Location') ?? ''))
    expect(error).toBe('invalid_request')
    expect(description).toContain('AADSTS90124')
  })

  test('is rejected after it is picked, where organizations can sign in too', async () => {
    const back = await new EntraBrowser(emulator).signIn(
      azureDevOpsUrl(bothScopes, everywhere, `${login}/common`),
      casey,
    )
    expect(errorOf(back)[1]).toContain('AADSTS90124')
    expect(back.searchParams.get('state')).toBe('a-state')
    expect(back.searchParams.has('code')).toBe(false)
  })

  test('is rejected at refresh, before consent is checked', async () => {
    const place = { at: `${login}/common`, app: entrywayEverywhere, username: casey }
    const { refresh_token } = await tokensAt(emulator, place)
    const { status, json } = await refresh(
      emulator,
      refresh_token,
      { ...everywhere, scope: bothScopes },
      place.at,
    )
    expect([status, json.error, json.error_codes]).toEqual([400, 'invalid_request', [90124]])
    expect((await refresh(emulator, refresh_token, everywhere, place.at)).status).toBe(200)
  })

  test('can sign in to everything else', async () => {
    const url = authorizeUrl(everywhere, `${login}/${personalAccounts.id}`)
    const back = await new EntraBrowser(emulator).signIn(url, casey)
    expect(back.searchParams.has('code')).toBe(true)
  })
})

test('the consent page describes the permissions', async () => {
  const browser = new EntraBrowser(emulator)
  await browser.signIn(authorizeUrl(), 'adele@contoso.example')
  const page = await (await browser.get(azureDevOpsUrl(bothScopes))).text()
  expect(page).toContain('See your personal access tokens of Azure DevOps')
  expect(page).toContain('See, create, change and revoke your personal access tokens of Azure DevOps')
})
