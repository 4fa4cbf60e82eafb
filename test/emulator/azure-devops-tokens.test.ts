// Who gets a token for Azure DevOps from Entra, and in a tenant that does not know its newer scopes.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { casey, entrywayCustomers, entrywayEverywhere } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authorizeUrl, errorIn, refresh, tokensAt, tokensFor } from '../support/entra-client.ts'
import { azureDevOpsUrl, bothScopes } from './azure-devops.ts'
import { customersAt } from './customer.ts'

const id = '499b84ac-1321-427f-aa17-267ca6975798'
const older = `${id}/user_impersonation`
const login = 'https://login.microsoftonline.com'

let emulator: Emulator
beforeEach(async () => {
  emulator = await startEmulator()
})

const errorAt = async (url: string) => errorIn(await emulator.fetch(new Request(url)))

describe('a token', () => {
  test('comes from the same refresh token as Graph’s, after consent', async () => {
    const first = await tokensFor(emulator)
    const before = await refresh(emulator, first.refresh_token, { scope: bothScopes })
    expect(before.json).toMatchObject({ error: 'invalid_grant', suberror: 'consent_required' })
    const consented = await tokensFor(emulator, { scope: `openid offline_access User.Read ${bothScopes}` })
    expect(decodeJwt(String(consented.access_token)).aud).toBe('https://graph.microsoft.com')
    const { json } = await refresh(emulator, first.refresh_token, { scope: bothScopes })
    expect(json.scope).toBe(bothScopes)
    expect(decodeJwt(String(json.access_token))).toMatchObject({ aud: id, scp: 'vso.pats vso.pats_manage' })
  })

  test.each([`${id}/.default`, 'https://app.vssps.visualstudio.com/.default'])(
    'for %s has every permission of the registration',
    async (scope) => {
      const { access_token } = await tokensFor(emulator, { scope })
      expect(decodeJwt(String(access_token)).scp).toBe('vso.pats vso.pats_manage user_impersonation')
    },
  )

  test.each([
    ['a scope that does not exist', azureDevOpsUrl(`${id}/vso.coffee`), 'invalid_client', 'AADSTS650053'],
    [
      'a customer',
      azureDevOpsUrl(bothScopes, { client_id: entrywayCustomers.clientId }, customersAt),
      'invalid_resource',
      'AADSTS500011',
    ],
    [
      'personal accounts only',
      azureDevOpsUrl(bothScopes, { client_id: entrywayEverywhere.clientId }, `${login}/consumers`),
      'invalid_request',
      'AADSTS90124',
    ],
  ])('is not issued for %s', async (_, url, error, number) => {
    expect(await errorAt(url)).toMatchObject({ error, error_description: expect.stringContaining(number) })
  })

  test('is asked for on the consent page in the API’s words', async () => {
    const browser = new EntraBrowser(emulator)
    await browser.signIn(authorizeUrl(), 'adele@contoso.example')
    const page = await (await browser.get(azureDevOpsUrl(bothScopes))).text()
    expect(page).toContain('See your personal access tokens of Azure DevOps')
    expect(page).toContain('See, create, change and revoke your personal access tokens of Azure DevOps')
  })
})

describe('a personal account', () => {
  const everywhere = { client_id: entrywayEverywhere.clientId }
  const username = casey.profile.userPrincipalName

  test('is rejected after it is picked, where organizations can sign in too', async () => {
    const url = azureDevOpsUrl(bothScopes, everywhere, `${login}/common`)
    const { searchParams } = await new EntraBrowser(emulator).signIn(url, username)
    expect(searchParams.get('error_description')).toContain('AADSTS90124')
    expect([searchParams.get('state'), searchParams.has('code')]).toEqual(['a-state', false])
  })

  test('is rejected at refresh, before consent is checked', async () => {
    const at = `${login}/common`
    const { refresh_token } = await tokensAt(emulator, { at, app: entrywayEverywhere, username })
    const rejected = await refresh(emulator, refresh_token, { ...everywhere, scope: bothScopes }, at)
    expect(rejected).toMatchObject({ status: 400, json: { error: 'invalid_request', error_codes: [90124] } })
    expect((await refresh(emulator, refresh_token, everywhere, at)).status).toBe(200)
  })
})

describe('a tenant that knows user_impersonation only', () => {
  test.each([
    [undefined, 65005, 'invalid_client', 401],
    [70011, 70011, 'invalid_scope', 400],
    [650053, 650053, 'invalid_client', 401],
  ])('rejects the newer scopes with %s', async (aadsts, number, error, status) => {
    emulator.setFault('azure_devops_scopes_unknown', aadsts ? { aadsts } : {})
    for (const scope of [`${id}/vso.pats`, `${older} ${bothScopes}`, `${id}/.default`]) {
      const error_description = expect.stringContaining(`AADSTS${number}:`)
      expect(await errorAt(azureDevOpsUrl(scope))).toMatchObject({
        error,
        error_description,
        state: 'a-state',
      })
    }
    const { refresh_token } = await tokensFor(emulator)
    const rejected = await refresh(emulator, refresh_token, { scope: bothScopes })
    expect(rejected).toMatchObject({ status, json: { error, error_codes: [number] } })
  })

  test('still issues tokens for user_impersonation and for Graph', async () => {
    emulator.setFault('azure_devops_scopes_unknown')
    const { refresh_token } = await tokensFor(emulator, { scope: `openid offline_access ${older}` })
    const { json } = await refresh(emulator, refresh_token, { scope: older })
    expect(decodeJwt(String(json.access_token)).scp).toBe('user_impersonation')
    const graph = (await tokensFor(emulator)).refresh_token
    expect((await refresh(emulator, graph, { scope: 'User.Read' })).status).toBe(200)
  })

  test('rejects an administrator’s consent too, until cleared', async () => {
    const url = azureDevOpsUrl(bothScopes).replace('/oauth2/v2.0/authorize', '/v2.0/adminconsent')
    emulator.setFault('azure_devops_scopes_unknown')
    for (const _ of [1, 2]) expect((await errorAt(url)).error_description).toContain('AADSTS65005')
    emulator.clearFaults()
    expect((await emulator.fetch(new Request(url))).status).toBe(200)
  })
})
