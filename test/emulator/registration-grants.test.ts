// Consent that is given, changed and taken back through Microsoft Graph.
import { beforeEach, expect, test } from 'vitest'
import { adele } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { codeFor, pageOf, requestIn } from '../support/entra-client.ts'
import { asOperator, type Directory } from '../support/operator.ts'
import { azureDevOps, microsoftGraph, type RegisteredApp, registerApp } from './registered-app.ts'

let emulator: Emulator
let graph: Directory
let app: RegisteredApp
let api: string
beforeEach(async () => {
  emulator = await startEmulator()
  graph = await asOperator(emulator)
  app = await registerApp(graph)
  api = String((await graph('GET', `/servicePrincipals(appId='${microsoftGraph}')`)).json.id)
})

const give = (change: object = {}) =>
  graph('POST', '/oauth2PermissionGrants', {
    clientId: app.principalId,
    consentType: 'AllPrincipals',
    principalId: null,
    resourceId: api,
    scope: 'openid profile User.Read',
    ...change,
  })

const given = async () =>
  (await graph('GET', `/servicePrincipals/${app.principalId}/oauth2PermissionGrants`)).json.value as object[]

/** Whether the person is asked to consent to these. */
async function isAsked(scope: string): Promise<boolean> {
  const browser = new EntraBrowser(emulator)
  const request = requestIn(await pageOf(browser, { client_id: app.appId, scope }))
  const url = `https://login.microsoftonline.com/${adele.tenantId}/login`
  const next = await browser.post(url, { request, username: adele.profile.userPrincipalName })
  return next.status === 200
}

test('for everyone: no user is asked for consent', async () => {
  expect(await isAsked('openid User.Read')).toBe(true)
  const { status, json } = await give()
  expect(status).toBe(201)
  expect(json).toEqual({
    '@odata.context': expect.any(String),
    clientId: app.principalId,
    consentType: 'AllPrincipals',
    id: expect.any(String),
    principalId: null,
    resourceId: api,
    scope: 'openid profile User.Read',
  })
  expect(await isAsked('openid User.Read')).toBe(false)
  expect(await isAsked('openid Mail.Read')).toBe(true)
  const { '@odata.context': _, ...grant } = json
  expect(await given()).toEqual([grant])
  expect((await graph('GET', `/oauth2PermissionGrants/${json.id}`)).json).toMatchObject(grant)
})

test('for one person, beside that for everybody', async () => {
  await give()
  const principal = { consentType: 'Principal', principalId: adele.profile.id, scope: 'Mail.Read' }
  expect(await give(principal)).toMatchObject({ status: 201, json: principal })
  expect(await isAsked('openid Mail.Read')).toBe(false)
  expect(await given()).toHaveLength(2)
})

test('for another API, a grant of its own', async () => {
  await give()
  const resourceId = (await graph('GET', `/servicePrincipals(appId='${azureDevOps}')`)).json.id
  expect((await give({ resourceId, scope: 'vso.pats' })).status).toBe(201)
  expect(await given()).toMatchObject([{ resourceId: api }, { resourceId, scope: 'vso.pats' }])
  expect(await isAsked(`${azureDevOps}/vso.pats`)).toBe(false)
})

test('what a user consented to on the page is there', async () => {
  await codeFor(emulator, { client_id: app.appId, scope: 'openid User.Read' })
  expect(await given()).toMatchObject([
    { consentType: 'Principal', principalId: adele.profile.id, scope: 'openid User.Read' },
  ])
})

test('can be updated and deleted', async () => {
  const { id } = (await give()).json
  const path = `/oauth2PermissionGrants/${id}`
  expect((await graph('PATCH', path, { scope: 'openid Mail.Read' })).status).toBe(204)
  expect(await given()).toMatchObject([{ id, scope: 'openid Mail.Read' }])
  expect([await isAsked('openid Mail.Read'), await isAsked('openid User.Read')]).toEqual([false, true])
  expect((await graph('DELETE', path)).status).toBe(204)
  expect(await isAsked('openid Mail.Read')).toBe(true)
  expect((await graph('GET', path)).status).toBe(404)
  expect((await graph('DELETE', path)).status).toBe(404)
})

test.each([
  ['a permission that the API does not have', { scope: 'User.Reed' }, 400],
  ['no permission', { scope: ' ' }, 400],
  ['a person beside everybody', { principalId: adele.profile.id }, 400],
  ['one person who is not named', { consentType: 'Principal' }, 400],
  ['somebody who is not there', { consentType: 'Principal', principalId: crypto.randomUUID() }, 400],
  ['another kind of consent', { consentType: 'Some' }, 400],
  ['an app that is not there', { clientId: crypto.randomUUID() }, 404],
  ['an API that is not there', { resourceId: crypto.randomUUID() }, 404],
])('rejects %s', async (_, change, status) => {
  expect((await give(change)).status).toBe(status)
  expect(await given()).toEqual([])
})
