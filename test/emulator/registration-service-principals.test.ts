// Service principals: what an app is in a tenant, and what the APIs there offer.
import { beforeEach, describe, expect, test } from 'vitest'
import { adele, contoso, entryway, fabrikam, joni, megan, nestor, pradeep } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authorizeUrl, codeFor, errorIn, pageOf, redeem, requestIn } from '../support/entra-client.ts'
import { asOperator, type Directory } from '../support/operator.ts'
import { azureDevOps, microsoftGraph, registerApp } from './registered-app.ts'

let emulator: Emulator
let graph: Directory
beforeEach(async () => {
  emulator = await startEmulator()
  graph = await asOperator(emulator)
})

const silent = async (client_id: string) =>
  errorIn(await new EntraBrowser(emulator).get(authorizeUrl({ client_id, prompt: 'none' }))).error_description

describe('an app', () => {
  test('has one once it is made, found by its own id and by the app’s', async () => {
    const { appId, principalId } = await registerApp(graph)
    const shown = { id: principalId, appId, accountEnabled: true, appOwnerOrganizationId: contoso.id }
    for (const path of [`/servicePrincipals/${principalId}`, `/servicePrincipals(appId='${appId}')`]) {
      expect(await graph('GET', path)).toMatchObject({ status: 200, json: shown })
    }
    const list = await graph('GET', `/servicePrincipals?$filter=appId eq '${appId}'&$select=id`)
    expect(list.json.value).toEqual([{ id: principalId }])
  })

  test.each([
    ['that is not there', '00000000-0000-0000-0000-000000000000'],
    ['of another tenant alone', 'e0e0e0e0-0000-4000-8000-00000000000c'],
  ])('%s gets none', async (_, appId) => {
    const known = emulator.state.servicePrincipals.length
    expect((await graph('POST', '/servicePrincipals', { appId })).status).toBe(400)
    expect(emulator.state.servicePrincipals).toHaveLength(known)
  })

  test('is signed in to with one, and neither without it nor when it is disabled', async () => {
    const { appId, principalId } = await registerApp(graph)
    expect(await silent(appId)).toContain('AADSTS50058')
    await graph('PATCH', `/servicePrincipals/${principalId}`, { accountEnabled: false })
    expect(await silent(appId)).toContain('AADSTS7000112')
    await graph('DELETE', `/servicePrincipals/${principalId}`)
    expect(await silent(appId)).toContain('AADSTS7000229')
    const { json } = await redeem(emulator, 'made-up', { client_id: appId })
    expect(json.error_codes).toEqual([7000229])
    expect((await graph('POST', '/servicePrincipals', { appId })).status).toBe(201)
    expect(await silent(appId)).toContain('AADSTS50058')
  })

  test('of any organization gets one where somebody consents', async () => {
    const { appId } = await registerApp(graph, { signInAudience: 'AzureADMultipleOrgs' })
    const there = await asOperator(emulator, pradeep)
    const path = `/servicePrincipals(appId='${appId}')`
    expect((await there('GET', path)).status).toBe(404)
    const at = `https://login.microsoftonline.com/${fabrikam.id}`
    await new EntraBrowser(emulator).signIn(authorizeUrl({ client_id: appId }, at), 'megan@fabrikam.example')
    expect((await there('GET', path)).json).toMatchObject({ appOwnerOrganizationId: contoso.id })
  })
})

test('one that is disabled keeps only the users of its tenant out at common', async () => {
  const { appId } = await registerApp(graph, { signInAudience: 'AzureADMultipleOrgs' })
  const url = authorizeUrl({ client_id: appId }, 'https://login.microsoftonline.com/common')
  const enter = async (username: string) =>
    (await new EntraBrowser(emulator).signIn(url, username)).searchParams.get('error_description')
  expect(await enter('adele@contoso.example')).toBeNull()
  await graph('PATCH', `/servicePrincipals(appId='${appId}')`, { accountEnabled: false })
  expect(await enter('adele@contoso.example')).toContain('AADSTS7000112')
  expect(await enter('megan@fabrikam.example')).toBeNull()
})

test('a deleted one takes what the app was granted in this tenant with it, and nothing in another', async () => {
  const { appId, principalId } = await registerApp(graph, { signInAudience: 'AzureADMultipleOrgs' })
  await codeFor(emulator, { client_id: appId })
  const granters = () =>
    [...emulator.state.consents]
      .filter((record) => record.includes(appId))
      .map((record) => record.split(' ')[0])
  expect(granters()).toEqual(Array(4).fill(adele.profile.id))
  const at = `https://login.microsoftonline.com/${fabrikam.id}`
  const url = authorizeUrl({ client_id: appId, scope: 'openid' }, at)
  await new EntraBrowser(emulator).signIn(url, 'megan@fabrikam.example')
  await graph('DELETE', `/servicePrincipals/${principalId}`)
  expect(granters()).toEqual([megan.profile.id])
})

describe('an API', () => {
  const offers = async (as: Directory, appId: string) => {
    const { json } = await as('GET', `/servicePrincipals(appId='${appId}')?$select=id,oauth2PermissionScopes`)
    const scopes = (json.oauth2PermissionScopes ?? []) as { id: string; value: string; type: string }[]
    return scopes.map(({ id, value, type }) => ({ id, value, type }))
  }

  test('Microsoft Graph offers its permissions and those of OpenID Connect', async () => {
    const scopes = await offers(graph, microsoftGraph)
    for (const [id, value, type] of [
      ['37f7f235-527c-4136-accd-4a02d197296e', 'openid', 'User'],
      ['e1fe6dd8-ba31-4d61-89e7-88639da4683d', 'User.Read', 'User'],
      ['bdfbf15f-ee85-4955-8675-146e8e5296b5', 'Application.ReadWrite.All', 'Admin'],
    ]) {
      expect(scopes).toContainEqual({ id, value, type })
    }
  })

  test('Microsoft Graph offers roles to apps', async () => {
    const { json } = await graph('GET', `/servicePrincipals(appId='${microsoftGraph}')?$select=id,appRoles`)
    expect(json.appRoles).toContainEqual(
      expect.objectContaining({
        id: '332a536c-c7ef-4017-ab91-336970924f0d',
        value: 'Sites.Read.All',
        displayName: 'Read items in all site collections',
        allowedMemberTypes: ['Application'],
      }),
    )
  })

  test('Azure DevOps offers its permissions where there is an organization', async () => {
    const names = (await offers(graph, azureDevOps)).map(({ value }) => value)
    expect(names).toEqual(expect.arrayContaining(['user_impersonation', 'vso.code', 'vso.pats_manage']))
    const external = await asOperator(emulator, joni)
    expect((await external('GET', `/servicePrincipals(appId='${azureDevOps}')`)).status).toBe(404)
  })

  test('cannot be changed or deleted', async () => {
    const path = `/servicePrincipals(appId='${microsoftGraph}')`
    expect((await graph('PATCH', path, { accountEnabled: false })).status).toBe(403)
    expect((await graph('DELETE', path)).status).toBe(403)
    expect((await graph('GET', path)).json.accountEnabled).toBe(true)
  })
})

test('`.default` stands for the permissions that are registered', async () => {
  const offered = await graph('GET', `/servicePrincipals(appId='${azureDevOps}')`)
  const resourceAccess = (offered.json.oauth2PermissionScopes as { id: string; value: string }[])
    .filter(({ value }) => value.startsWith('vso.'))
    .map(({ id }) => ({ id, type: 'Scope' }))
  const { appId } = await registerApp(graph, {
    requiredResourceAccess: [{ resourceAppId: azureDevOps, resourceAccess }],
  })
  const request = requestIn(
    await pageOf(new EntraBrowser(emulator), { client_id: appId, scope: `${azureDevOps}/.default` }),
  )
  const url = `https://login.microsoftonline.com/${contoso.id}/login`
  const username = nestor.profile.userPrincipalName
  const page = await (await new EntraBrowser(emulator).post(url, { request, username })).text()
  expect(page).toContain('vso.pats_manage')
  expect(page).not.toContain('user_impersonation')
})

test('those of the apps that were there at the start are there', async () => {
  const { json } = await graph('GET', `/servicePrincipals(appId='${entryway.clientId}')`)
  expect(json).toMatchObject({ displayName: 'Entryway', replyUrls: entryway.redirectUris })
})
