// App roles, which an app is told of in the ID token.
import { decodeJwt } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import {
  type AppRegistration,
  adele,
  entryway,
  entrywayEverywhere,
  entrywayFabrikam,
  megan,
} from '../../emulator/seed.ts'
import { refresh, tokensAt, tokensFor } from '../support/entra-client.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = await createEmulator()
})

const rolesIn = (idToken: unknown) => decodeJwt(String(idToken)).roles

test.each([
  ['assigned to the person', 'adele@contoso.example'],
  ['assigned to a group that the person is a member of', 'nestor@contoso.example'],
])('a role that is %s is in the ID token', async (_, username) => {
  const { id_token } = await tokensFor(emulator, {}, username)
  expect(rolesIn(id_token)).toEqual(['Reports.Read'])
})

test('a renewed ID token includes it', async () => {
  const { refresh_token } = await tokensFor(emulator)
  expect(rolesIn((await refresh(emulator, refresh_token)).json.id_token)).toEqual(['Reports.Read'])
})

test('a user without a role has no roles claim', async () => {
  const { id_token } = await tokensFor(emulator, {}, 'alex@contoso.example')
  expect(decodeJwt(String(id_token))).not.toHaveProperty('roles')
})

const at = (tenantId: string) => `https://login.microsoftonline.com/${tenantId}`

test.each<[string, AppRegistration, string, string, string[] | undefined]>([
  ['the app that offers it', entryway, entryway.tenantId, 'adele@contoso.example', ['Reports.Read']],
  ['one for any account', entrywayEverywhere, 'common', 'adele@contoso.example', ['Reports.Read']],
  [
    'one for any account, for somebody of elsewhere',
    entrywayEverywhere,
    'common',
    'megan@fabrikam.example',
    undefined,
  ],
  ['one that offers none', entrywayFabrikam, megan.tenantId, 'megan@fabrikam.example', undefined],
])('the ID token of %s', async (_, app, tenantId, username, roles) => {
  const { id_token } = await tokensAt(emulator, { at: at(tenantId), app, username })
  expect(rolesIn(id_token)).toEqual(roles)
})

test('the start page shows who has which role', async () => {
  const page = await (await emulator.fetch(new Request('http://localhost:8788/'))).text()
  expect(page).toContain(
    `<dt>App role</dt><dd><code>Reports.Read</code>: ${adele.profile.displayName}, the group Contoso IT (Nestor Wilke)</dd>`,
  )
})
