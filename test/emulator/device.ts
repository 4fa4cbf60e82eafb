// A device without a browser, and the person who answers for it in one; for tests of the device code flow.
import type { Emulator } from '../../emulator/index.ts'
import { commandLine, contoso } from '../../emulator/seed.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authority, postTo } from '../support/entra-client.ts'

export const deviceAuth = `https://login.microsoftonline.com/${contoso.id}/oauth2/deviceauth`

type Fields = Record<string, string>

export function startDevice(emulator: Emulator) {
  const post = (path: string, fields: Fields) => postTo(emulator, `${authority}/oauth2/v2.0/${path}`, fields)
  const askCode = (change: Fields = {}) => {
    const scope = 'openid profile offline_access User.Read'
    return post('devicecode', { client_id: commandLine.clientId, scope, ...change })
  }
  return {
    askCode,
    async newCode(change: Fields = {}) {
      const { json } = await askCode(change)
      return { deviceCode: String(json.device_code), userCode: String(json.user_code) }
    },
    poll: (deviceCode: string, change: Fields = {}) =>
      post('token', {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        client_id: commandLine.clientId,
        device_code: deviceCode,
        ...change,
      }),
  }
}

export function startPerson(emulator: Emulator) {
  const browser = new EntraBrowser(emulator)
  const enter = (userCode: string, at = deviceAuth) => browser.post(at, { user_code: userCode })
  const pick = (userCode: string, username = 'adele@contoso.example') =>
    browser.post(`${deviceAuth}/login`, { request: userCode, username })
  const cancel = (userCode: string) =>
    browser.post(`${deviceAuth}/login`, { request: userCode, cancel: 'cancel' })
  const consent = (userCode: string, action: 'accept' | 'cancel' = 'accept') =>
    browser.post(`${deviceAuth}/consent`, { request: userCode, action })
  return {
    browser,
    enter,
    pick,
    cancel,
    consent,
    async accept(userCode: string) {
      await enter(userCode)
      await pick(userCode)
      return consent(userCode)
    },
  }
}
