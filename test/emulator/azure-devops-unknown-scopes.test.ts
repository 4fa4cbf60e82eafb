// A tenant that does not know vso.pats and vso.pats_manage, and only user_impersonation.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { refresh, tokensFor } from '../support/entra-client.ts'
import { azureDevOpsUrl, bothScopes } from './azure-devops.ts'

const id = '499b84ac-1321-427f-aa17-267ca6975798'
const older = `${id}/user_impersonation`

let emulator: Emulator
beforeEach(async () => {
  emulator = await createEmulator()
})

async function refusedAtAuthorize(scope: string) {
  const response = await emulator.fetch(new Request(azureDevOpsUrl(scope)))
  const location = response.headers.get('Location')
  return location === null ? null : new URL(location).searchParams
}

describe.each([
  [65005, 'invalid_client', 401],
  [70011, 'invalid_scope', 400],
  [650053, 'invalid_client', 401],
])('AADSTS%i', (aadsts, error, status) => {
  beforeEach(() => emulator.setFault('azure_devops_scopes_unknown', { aadsts }))

  test.each([
    `${id}/vso.pats`,
    `${id}/vso.pats_manage`,
    bothScopes,
    `${older} ${bothScopes}`,
    `${id}/.default`,
  ])('at /authorize for %s', async (scope) => {
    const parameters = await refusedAtAuthorize(scope)
    expect(parameters?.get('error')).toBe(error)
    expect(parameters?.get('error_description')).toContain(`AADSTS${aadsts}:`)
    expect(parameters?.get('state')).toBe('a-state')
  })

  test('at /token, before consent is checked', async () => {
    const { refresh_token } = await tokensFor(emulator)
    const refused = await refresh(emulator, refresh_token, { scope: bothScopes })
    expect([refused.status, refused.json.error, refused.json.error_codes]).toEqual([status, error, [aadsts]])
  })
})

test('defaults to 65005', async () => {
  emulator.setFault('azure_devops_scopes_unknown')
  expect((await refusedAtAuthorize(bothScopes))?.get('error_description')).toContain('AADSTS65005:')
})

test('user_impersonation is still granted', async () => {
  emulator.setFault('azure_devops_scopes_unknown')
  const { refresh_token } = await tokensFor(emulator, { scope: `openid offline_access ${older}` })
  const { json } = await refresh(emulator, refresh_token, { scope: older })
  expect(decodeJwt(String(json.access_token)).scp).toBe('user_impersonation')
})

test('Graph still works', async () => {
  emulator.setFault('azure_devops_scopes_unknown')
  const { refresh_token } = await tokensFor(emulator)
  expect((await refresh(emulator, refresh_token, { scope: 'User.Read' })).status).toBe(200)
})

test('it lasts until it is cleared', async () => {
  emulator.setFault('azure_devops_scopes_unknown')
  for (let each = 0; each < 3; each++) expect(await refusedAtAuthorize(bothScopes)).not.toBeNull()
  emulator.clearFaults()
  expect(await refusedAtAuthorize(bothScopes)).toBeNull()
})

test('an administrator cannot consent to them either', async () => {
  const url = azureDevOpsUrl(bothScopes).replace('/oauth2/v2.0/authorize', '/v2.0/adminconsent')
  expect((await emulator.fetch(new Request(url))).status).toBe(200)
  emulator.setFault('azure_devops_scopes_unknown')
  const refused = await emulator.fetch(new Request(url))
  expect(refused.headers.get('Location')).toContain('AADSTS65005')
})
