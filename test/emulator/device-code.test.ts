// Signing in on a device that has no browser: it gets a code, and polls while a person answers elsewhere.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { adele, commandLine, entryway, fabrikam, graphCommandLine, secret } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authority, callGraph, postTo } from '../support/entra-client.ts'
import { startDevice, startPerson } from './device.ts'

const usGovernment = 'https://login.microsoftonline.us'
/** As in the sample token-answers#device-code. */
const verificationUri = 'https://login.microsoft.com/device'

let now: number
let emulator: Emulator
let device: ReturnType<typeof startDevice>
let person: ReturnType<typeof startPerson>
beforeEach(async () => {
  now = Date.UTC(2026, 0, 5)
  emulator = await startEmulator({ now: () => now })
  device = startDevice(emulator)
  person = startPerson(emulator)
})

describe('a device', () => {
  test('gets a device code and a user code', async () => {
    const { status, headers, json } = await device.askCode()
    expect(status).toBe(200)
    expect(headers.get('Cache-Control')).toBe('no-store, no-cache')
    expect(json).toEqual({
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{9}$/),
      device_code: expect.stringMatching(/^1\.[\w-]{128}$/),
      verification_uri: verificationUri,
      expires_in: 900,
      interval: 5,
      message: expect.stringContaining(`${verificationUri} and enter the code ${json.user_code} `),
    })
  })

  test.each([
    ['https://login.microsoftonline.com/contoso.example', verificationUri],
    ['https://login.microsoftonline.com:8443/contoso.example', 'https://login.microsoft.com:8443/device'],
    ['http://localhost:8788/contoso.example', 'http://localhost:8788/device'],
    ['https://entra:8443/contoso.example', 'https://entra:8443/device'],
    [`${usGovernment}/organizations`, `${usGovernment}/organizations/oauth2/deviceauth`],
  ])('at %s is sent to %s, where its code opens the sign-in', async (at, page) => {
    const app = at.endsWith('organizations') ? graphCommandLine : commandLine
    const fields = { client_id: app.clientId, scope: 'openid' }
    const { verification_uri, user_code } = (await postTo(emulator, `${at}/oauth2/v2.0/devicecode`, fields))
      .json
    expect(verification_uri).toBe(page)
    const browser = new EntraBrowser(emulator)
    const form = await (await browser.get(page)).text()
    expect(form).toContain('shows you a code')
    const action = new URL(/<form method="post" action="([^"]+)"/.exec(form)?.[1] ?? '', page).href
    const picker = await browser.post(action, { user_code: String(user_code) })
    expect(await picker.text()).toContain('Adele Vance')
  })

  test.each([
    ['an app that is no public client', { client_id: entryway.clientId }, 401, 'invalid_client', 7000218],
    ['an unknown app', { client_id: fabrikam.id }, 400, 'unauthorized_client', 700016],
    ['no app', { client_id: '' }, 400, 'invalid_request', 900144],
    ['no scope', { scope: '' }, 400, 'invalid_request', 900144],
    ['a blank scope', { scope: ' ' }, 400, 'invalid_request', 900144],
    ['an unknown scope', { scope: 'User.Reed' }, 400, 'invalid_scope', 70011],
  ])('gets no code for %s', async (_, change: Record<string, string>, status, error, number) => {
    expect(await device.askCode(change)).toMatchObject({ status, json: { error, error_codes: [number] } })
    expect(emulator.state.deviceCodes.size).toBe(0)
  })

  const context = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'

  test.each([
    ['a claim that is essential', { claims: '{"id_token":{"foo":{"essential":true}}}' }, 90023],
    ['an authentication context', { claims: context }, 90023],
    ['claims that are no JSON', { claims: 'cp1' }, 9002313],
    ['a resource, as in version 1', { resource: 'https://graph.microsoft.com' }, 901002],
    ['a bound token', { token_type: 'pop' }, 90023],
    ['a broker', { brk_client_id: fabrikam.id }, 90023],
  ])('gets no code with %s', async (_, change: Record<string, string>, number) => {
    expect((await device.askCode(change)).json.error_codes).toEqual([number])
    expect(emulator.state.deviceCodes.size).toBe(0)
  })

  test.each(['devicecode', 'token'])('gets what claims ask for at /%s', async (endpoint) => {
    const claims = '{"access_token":{"xms_cc":{"values":["cp1"]}},"id_token":{"auth_time":null}}'
    const change = (at: string): Record<string, string> => (at === endpoint ? { claims } : {})
    const { deviceCode, userCode } = await device.newCode(change('devicecode'))
    await person.accept(userCode)
    const { json } = await device.poll(deviceCode, change('token'))
    expect(decodeJwt(String(json.access_token)).xms_cc).toEqual(['cp1'])
    expect(decodeJwt(String(json.id_token)).auth_time).toBeTypeOf('number')
    expect(json.expires_in).toBeGreaterThanOrEqual(20 * 3600)
  })

  test('must use POST', async () => {
    const response = await emulator.fetch(new Request(`${authority}/oauth2/v2.0/devicecode`))
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error_codes: [900561] })
  })
})

describe('polling', () => {
  test('waits until the user consents, and then gets tokens', async () => {
    const { deviceCode, userCode } = await device.newCode()
    const pending = { error: 'authorization_pending', error_codes: [70016] }
    expect(await device.poll(deviceCode)).toMatchObject({ status: 400, json: pending })
    await person.enter(userCode)
    expect((await device.poll(deviceCode)).json).toMatchObject(pending)
    await person.pick(userCode)
    expect((await device.poll(deviceCode)).json).toMatchObject(pending)
    expect(emulator.state.refreshTokens.size).toBe(0)
    await person.consent(userCode)
    const { status, json } = await device.poll(deviceCode)
    expect(status).toBe(200)
    expect(decodeJwt(String(json.id_token))).toMatchObject({
      aud: commandLine.clientId,
      oid: adele.profile.id,
    })
    expect((await callGraph(emulator, '/v1.0/me', json.access_token)).status).toBe(200)
  })

  test('gets tokens once', async () => {
    const { deviceCode, userCode } = await device.newCode()
    await person.accept(userCode)
    expect((await device.poll(deviceCode)).status).toBe(200)
    const again = await device.poll(deviceCode)
    expect(again.json).toMatchObject({ error: 'invalid_grant', error_codes: [54005] })
    expect(emulator.state.refreshTokens.size).toBe(1)
  })

  test('may use the grant’s name from before RFC 8628', async () => {
    const { deviceCode, userCode } = await device.newCode()
    const short = { grant_type: 'device_code' }
    expect((await device.poll(deviceCode, short)).json).toMatchObject({ error_codes: [70016] })
    await person.accept(userCode)
    expect((await device.poll(deviceCode, short)).status).toBe(200)
  })

  test('answers that the user declined', async () => {
    const { deviceCode, userCode } = await device.newCode()
    await person.enter(userCode)
    await person.pick(userCode)
    expect(await (await person.consent(userCode, 'cancel')).text()).toContain('You did not sign in')
    const { status, json } = await device.poll(deviceCode)
    expect(status).toBe(400)
    expect(json).toMatchObject({ error: 'authorization_declined' })
    expect(emulator.state.consents.size).toBe(0)
  })

  test('answers that the code has expired', async () => {
    const { deviceCode, userCode } = await device.newCode()
    await person.accept(userCode)
    const late = await device.newCode()
    now += 15 * 60 * 1000 - 1
    expect((await device.poll(deviceCode)).status).toBe(200)
    now += 1
    expect((await device.poll(late.deviceCode)).json).toMatchObject({
      error: 'expired_token',
      error_codes: [70019],
    })
    expect((await person.enter(late.userCode)).status).toBe(400)
  })

  test('with another code or by another app gets nothing', async () => {
    const { deviceCode, userCode } = await device.newCode()
    await person.accept(userCode)
    const bad = { error: 'bad_verification_code', error_codes: [70018] }
    expect((await device.poll('made-up')).json).toMatchObject(bad)
    expect((await device.poll(userCode)).json).toMatchObject(bad)
    const stolen = await device.poll(deviceCode, { client_id: entryway.clientId, client_secret: secret })
    expect(stolen.json).toMatchObject(bad)
    expect((await device.poll(deviceCode)).status).toBe(200)
  })

  test('has no secret to send', async () => {
    const { deviceCode, userCode } = await device.newCode()
    await person.accept(userCode)
    const rejected = await device.poll(deviceCode, { client_secret: secret })
    expect(rejected).toMatchObject({ status: 401, json: { error: 'invalid_client', error_codes: [700025] } })
    const { json } = await device.poll(deviceCode)
    const renewal = { grant_type: 'refresh_token', refresh_token: String(json.refresh_token) }
    expect((await device.poll('', renewal)).status).toBe(200)
  })
})

describe('with a fault', () => {
  test('answers slow_down once', async () => {
    const { deviceCode, userCode } = await device.newCode()
    emulator.setFault('device_slow_down')
    expect(await device.poll(deviceCode)).toMatchObject({ status: 400, json: { error: 'slow_down' } })
    expect((await device.poll(deviceCode)).json.error).toBe('authorization_pending')
    await person.accept(userCode)
    expect((await device.poll(deviceCode)).status).toBe(200)
  })

  test.each([
    ['device_declined', 'authorization_declined'],
    ['device_expired', 'expired_token'],
  ] as const)('%s: %s, for good', async (fault, error) => {
    const { deviceCode, userCode } = await device.newCode()
    await person.accept(userCode)
    emulator.setFault(fault)
    expect((await device.poll(deviceCode)).json.error).toBe(error)
    expect((await device.poll(deviceCode)).json.error).toBe(error)
    expect(emulator.state.refreshTokens.size).toBe(0)
    const next = await device.newCode()
    expect((await device.poll(next.deviceCode)).json.error).toBe('authorization_pending')
  })
})
