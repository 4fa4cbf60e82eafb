// What the operator learns of the tenant, and of their own roles in it.
import { beforeEach, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { contoso, fourthCoffee, joni, nestor } from '../../emulator/seed.ts'
import { asOperator } from '../support/operator.ts'

let emulator: Emulator
beforeEach(async () => {
  emulator = await createEmulator()
})

test.each([
  ['an organization', nestor, contoso, 'AAD', ['contoso.example', 'contoso.onmicrosoft.com']],
  ['an external tenant', joni, fourthCoffee, 'CIAM', ['fourthcoffee.onmicrosoft.com']],
])('%s', async (_, person, { id, displayName }, tenantType, domains) => {
  const { status, json } = await (await asOperator(emulator, person))('GET', '/organization')
  expect(status).toBe(200)
  expect(json.value).toMatchObject([
    { id, displayName, tenantType, verifiedDomains: domains.map((name) => ({ name })) },
  ])
})

test('the operator and their roles', async () => {
  const graph = await asOperator(emulator)
  expect((await graph('GET', '/me')).json).toMatchObject({ displayName: 'Nestor Wilke' })
  const roles = await graph('GET', '/me/transitiveMemberOf/microsoft.graph.directoryRole')
  expect(roles.json.value).toMatchObject([{ displayName: 'Global Administrator' }])
})
