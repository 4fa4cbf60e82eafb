// @azure/identity, as a service and a command line have it.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  ClientCertificateCredential,
  ClientSecretCredential,
  DeviceCodeCredential,
  OnBehalfOfCredential,
} from '@azure/identity'
import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { appCertificate, appKey, approveDevice, countGrants, ENTRA, mint } from './entra.ts'
import { api, device, TENANT_ID, web } from './seed.ts'

const options = { authorityHost: ENTRA, disableInstanceDiscovery: true }
const scope = 'https://graph.microsoft.com/.default'

test('a client secret gives the app itself a token of .default, and the cache the same one again', async () => {
  const credential = new ClientSecretCredential(TENANT_ID, web.clientId, web.secret, options)
  const { token } = await credential.getToken(scope)
  expect(decodeJwt(token)).toMatchObject({ appid: web.clientId, roles: ['User.Read.All'] })
  expect((await credential.getToken(scope)).token).toBe(token)
})

test('a certificate gives the app itself a token', async () => {
  const file = join(process.env.APP_KEY_FILE ?? '', '..', 'app-both.pem')
  writeFileSync(file, `${appKey()}${appCertificate()}`, { mode: 0o600 })
  const credential = new ClientCertificateCredential(TENANT_ID, web.clientId, file, options)
  expect(decodeJwt((await credential.getToken(scope)).token)).toMatchObject({ idtyp: 'app' })
})

test('signs in with a device code, has the token in its cache, and renews it for another API', async () => {
  const credential = new DeviceCodeCredential({
    ...options,
    tenantId: TENANT_ID,
    clientId: device.clientId,
    userPromptCallback: ({ verificationUri, userCode }) => void approveDevice(verificationUri, userCode),
  })
  const { token } = await credential.getToken('User.Read')
  expect(decodeJwt(token)).toMatchObject({
    upn: 'kim@wingtip.example',
    scp: expect.stringContaining('User.Read'),
  })
  expect((await credential.getToken('User.Read')).token).toBe(token)
  // Another API than that of the cached token: by the refresh token, and the person is not asked.
  const before = await countGrants('refresh_token')
  const { token: other } = await credential.getToken('https://graph.microsoft.com/.default')
  expect(decodeJwt(other)).toMatchObject({ upn: 'kim@wingtip.example' })
  expect(await countGrants('refresh_token')).toBe(before + 1)
})

test('an API calls Graph on behalf of who called it', async () => {
  const userAssertionToken = await mint({ app: web.clientId, person: 'kim', scope: api.scope })
  const credential = new OnBehalfOfCredential({
    ...options,
    tenantId: TENANT_ID,
    clientId: api.clientId,
    clientSecret: api.secret,
    userAssertionToken,
  })
  const { token } = await credential.getToken('https://graph.microsoft.com/.default')
  expect(decodeJwt(token)).toMatchObject({ upn: 'kim@wingtip.example', appid: api.clientId })
})
