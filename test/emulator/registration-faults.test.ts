// What goes wrong in the directory on demand, and is over when it is used up.
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { entryway } from '../../emulator/seed.ts'
import { asOperator, type Directory } from '../support/operator.ts'
import { microsoftGraph } from './registered-app.ts'

let now: number
let emulator: Emulator
let graph: Directory
beforeEach(async () => {
  now = Date.UTC(2026, 0, 5)
  emulator = await createEmulator({ now: () => now })
  graph = await asOperator(emulator)
})

test.each([
  ['directory_throttled', 429, 'TooManyRequests', '1'],
  ['directory_unavailable', 503, 'serviceNotAvailable', null],
  ['directory_denied', 403, 'Authorization_RequestDenied', null],
] as const)('%s: nothing is registered until it is over', async (fault, status, code, retryAfter) => {
  emulator.setFault(fault)
  const known = emulator.state.apps.length
  const refused = await graph('POST', '/applications', { displayName: 'Late' })
  expect(refused).toMatchObject({ status, json: { error: { code } } })
  expect(refused.headers.get('Retry-After')).toBe(retryAfter)
  expect(emulator.state.apps).toHaveLength(known)
  expect((await graph('POST', '/applications', { displayName: 'Late' })).status).toBe(201)
})

describe('replication', () => {
  const create = async () => (await graph('POST', '/applications', { displayName: 'New' })).json

  test('leaves a new app unknown for as many requests as set', async () => {
    const { id, appId } = await create()
    emulator.setFault('directory_replication', { times: 4 })
    expect((await graph('GET', `/applications/${id}`)).json).toMatchObject({
      error: { code: 'Request_ResourceNotFound' },
    })
    expect((await graph('POST', `/applications/${id}/addPassword`, {})).status).toBe(404)
    expect((await graph('PATCH', `/applications(appId='${appId}')`, { notes: 'n' })).status).toBe(404)
    const list = await graph('GET', "/applications?$filter=displayName eq 'New'")
    expect(list.json.value).toEqual([])
    expect((await graph('GET', `/applications/${id}`)).status).toBe(200)
  })

  test('leaves a new app without a service principal to be', async () => {
    const { appId } = await create()
    emulator.setFault('directory_replication', { times: 1 })
    const refused = await graph('POST', '/servicePrincipals', { appId })
    expect(refused).toMatchObject({
      status: 400,
      json: { error: { message: expect.stringContaining('does not reference a valid application object') } },
    })
    expect((await graph('POST', '/servicePrincipals', { appId })).status).toBe(201)
  })

  test('leaves a new service principal unknown to a grant', async () => {
    const { appId } = await create()
    const principal = await graph('POST', '/servicePrincipals', { appId })
    const api = await graph('GET', `/servicePrincipals(appId='${microsoftGraph}')`)
    const body = {
      clientId: principal.json.id,
      consentType: 'AllPrincipals',
      resourceId: api.json.id,
      scope: 'openid',
    }
    emulator.setFault('directory_replication', { times: 1 })
    expect((await graph('POST', '/oauth2PermissionGrants', body)).status).toBe(404)
    expect(emulator.state.adminConsents).not.toContain(`${entryway.tenantId} ${appId} openid`)
    expect((await graph('POST', '/oauth2PermissionGrants', body)).status).toBe(201)
  })

  test('hides nothing that is a quarter of an hour old', async () => {
    const { id } = await create()
    emulator.setFault('directory_replication', { times: 0 })
    expect((await graph('GET', `/applications/${id}`)).status).toBe(404)
    expect((await graph('GET', `/applications/${entryway.objectId}`)).status).toBe(200)
    now += 60_000
    expect((await graph('GET', `/applications/${id}`)).status).toBe(404)
    now += 14 * 60_000
    expect((await graph('GET', `/applications/${id}`)).status).toBe(200)
  })
})
