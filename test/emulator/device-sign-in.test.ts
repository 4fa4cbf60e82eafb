// What a person is asked for a device: the code, who they are, and consent.
import { decodeJwt } from 'jose'
import { beforeEach, expect, test } from 'vitest'
import { alex, contoso, fabrikam, fourthCoffee, graphCommandLine, robin } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { postTo } from '../support/entra-client.ts'
import { deviceAuth, startDevice, startPerson } from './device.ts'

let emulator: Emulator
let device: ReturnType<typeof startDevice>
let person: ReturnType<typeof startPerson>
beforeEach(async () => {
  emulator = await startEmulator()
  device = startDevice(emulator)
  person = startPerson(emulator)
})

test('a user is asked for the code, an account, and consent', async () => {
  const { userCode } = await device.newCode()
  expect(await (await person.browser.get(deviceAuth)).text()).toContain('name="user_code"')
  expect(await (await person.enter(userCode)).text()).toContain('Pick an account')
  expect(await (await person.pick(userCode)).text()).toContain('Permissions requested')
  expect(await (await person.consent(userCode)).text()).toContain('You signed in')
  expect(emulator.state.consents.size).toBe(4)
})

test('a user finds the page from the start page', async () => {
  const page = await (await person.browser.get('http://localhost:8788/')).text()
  expect(page).toContain(`href="http://localhost:8788/${contoso.id}/oauth2/deviceauth"`)
  expect(page).toContain('Contoso Command Line')
})

test('a user may type the code in small letters and with dashes', async () => {
  const { userCode } = await device.newCode()
  const typed = ` ${userCode.slice(0, 4).toLowerCase()}-${userCode.slice(4)}`
  expect((await person.enter(typed)).status).toBe(200)
})

test.each(['', 'BCDFGHJKL', '%00'])('a user is asked again for a code like "%s"', async (typed) => {
  await device.newCode()
  const response = await person.enter(typed)
  expect(response.status).toBe(400)
  expect(await response.text()).toContain('This code is wrong')
})

test('a user cannot use a code in another tenant, or after it was answered', async () => {
  const { userCode } = await device.newCode()
  expect((await person.enter(userCode, deviceAuth.replace(contoso.id, fabrikam.id))).status).toBe(400)
  await person.accept(userCode)
  expect((await person.enter(userCode)).status).toBe(400)
  expect((await person.consent(userCode)).status).toBe(400)
})

test('a user declines by canceling at the account picker', async () => {
  const { deviceCode, userCode } = await device.newCode()
  await person.cancel(userCode)
  expect((await device.poll(deviceCode)).json).toMatchObject({ error: 'authorization_declined' })
  expect(emulator.state.browsers.size).toBe(0)
})

test('a user is asked even when consent is there, and picks the account even when signed in', async () => {
  await person.accept((await device.newCode()).userCode)
  const { deviceCode, userCode } = await device.newCode()
  expect(await (await person.enter(userCode)).text()).toContain('Pick an account')
  expect((await device.poll(deviceCode)).json).toMatchObject({ error: 'authorization_pending' })
  expect(await (await person.pick(userCode)).text()).toContain('Permissions requested')
})

test('a user consents in the browser where the account was picked', async () => {
  const { deviceCode, userCode } = await device.newCode()
  expect((await person.consent(userCode)).status).toBe(400)
  await person.pick(userCode)
  expect((await startPerson(emulator).consent(userCode)).status).toBe(400)
  expect((await device.poll(deviceCode)).json).toMatchObject({ error: 'authorization_pending' })
  expect((await person.consent(userCode)).status).toBe(200)
})

test('of two users signed in, the one picked for this code is signed in on the device', async () => {
  await person.accept((await device.newCode()).userCode)
  const { deviceCode, userCode } = await device.newCode()
  await person.pick(userCode, 'alex@contoso.example')
  expect(await (await person.consent(userCode)).text()).toContain('You signed in')
  const { json } = await device.poll(deviceCode)
  expect(decodeJwt(String(json.id_token)).oid).toBe(alex.profile.id)
})

test('rejects a user from another tenant', async () => {
  const { deviceCode, userCode } = await device.newCode()
  const response = await person.pick(userCode, 'megan@fabrikam.example')
  expect(await response.text()).toContain('AADSTS50020')
  expect((await device.poll(deviceCode)).json).toMatchObject({ error: 'authorization_pending' })
})

test('a customer is neither offered nor accepted, also in the tenant of their own', async () => {
  const at = `https://login.microsoftonline.com/${fourthCoffee.id}/oauth2`
  const asked = { client_id: graphCommandLine.clientId, scope: 'openid' }
  const { json } = await postTo(emulator, `${at}/v2.0/devicecode`, asked)
  const request = String(json.user_code)
  const page = await (await person.enter(request, `${at}/deviceauth`)).text()
  expect([page.includes('Pick an account'), page.includes(robin.signInName)]).toEqual([true, false])
  const picked = { request, username: robin.signInName }
  const rejected = await person.browser.post(`${at}/deviceauth/login`, picked)
  expect([rejected.status, await rejected.text()]).toEqual([400, expect.stringContaining('AADSTS500208')])
  expect(emulator.state.browsers.size).toBe(0)
})

test('a user cannot grant admin-only permissions', async () => {
  const { deviceCode, userCode } = await device.newCode({ scope: 'openid Directory.Read.All' })
  await person.pick(userCode)
  await person.consent(userCode)
  expect((await device.poll(deviceCode)).json).toMatchObject({ error: 'authorization_declined' })
  expect(emulator.state.consents.size).toBe(0)
})
