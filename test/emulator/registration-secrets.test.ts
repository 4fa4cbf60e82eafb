// The secrets of an app: made by the directory, shown once, several at a time, each with an end.
import { beforeEach, expect, test } from 'vitest'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { codeFor, redeem } from '../support/entra-client.ts'
import { asOperator, type Directory } from '../support/operator.ts'
import { addSecret, type RegisteredApp, registerApp } from './registered-app.ts'

const DAY_MS = 86_400_000

let now: number
let emulator: Emulator
let graph: Directory
let app: RegisteredApp
beforeEach(async () => {
  now = Date.UTC(2026, 0, 5)
  emulator = await startEmulator({ now: () => now })
  graph = await asOperator(emulator)
  app = await registerApp(graph)
})

const listed = async () =>
  (await graph('GET', `${app.path}?$select=passwordCredentials`)).json.passwordCredentials as object[]

/** 200, or the AADSTS number. */
async function signIn(client_secret: string): Promise<number | undefined> {
  const client_id = app.appId
  const code = await codeFor(emulator, { client_id })
  const { status, json } = await redeem(emulator, code, { client_id, client_secret })
  return status === 200 ? status : json.error_codes?.[0]
}

test('a secret is returned on creation only', async () => {
  const passwordCredential = { displayName: 'Entryway' }
  const { status, json } = await graph('POST', `${app.path}/addPassword`, { passwordCredential })
  expect(status).toBe(200)
  const shown = {
    customKeyIdentifier: null,
    displayName: 'Entryway',
    endDateTime: '2028-01-05T00:00:00Z',
    hint: String(json.secretText).slice(0, 3),
    keyId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    startDateTime: '2026-01-05T00:00:00Z',
  }
  expect(json).toEqual({
    '@odata.context': expect.any(String),
    ...shown,
    secretText: expect.stringMatching(/^[\w-]{3}8Q~[\w-]{34}$/),
  })
  expect(await listed()).toEqual([{ ...shown, secretText: null }])
})

test('two secrets work at the same time, each until it is removed', async () => {
  const [old, next] = [await addSecret(graph, app), await addSecret(graph, app)]
  expect([await signIn(old.secretText), await signIn(next.secretText)]).toEqual([200, 200])
  const removed = await graph('POST', `${app.path}/removePassword`, { keyId: old.keyId })
  expect(removed.status).toBe(204)
  expect([await signIn(old.secretText), await signIn(next.secretText)]).toEqual([7000215, 200])
  expect((await graph('POST', `${app.path}/removePassword`, { keyId: old.keyId })).status).toBe(400)
})

test('a secret works from its start to its expiration', async () => {
  const { secretText } = await addSecret(graph, app, {
    startDateTime: new Date(now + DAY_MS).toISOString(),
    endDateTime: new Date(now + 2 * DAY_MS).toISOString(),
  })
  const days = [0, DAY_MS, 2 * DAY_MS - 1, 2 * DAY_MS].map((ms) => now + ms)
  const answers: (number | undefined)[] = []
  for (const day of days) {
    now = day
    answers.push(await signIn(secretText))
  }
  expect(answers).toEqual([7000215, 200, 200, 7000222])
})

test('an app for personal accounts has two secrets at most', async () => {
  app = await registerApp(graph, { signInAudience: 'AzureADandPersonalMicrosoftAccount' })
  for (const status of [200, 200, 400]) {
    expect((await graph('POST', `${app.path}/addPassword`, {})).status).toBe(status)
  }
})

test.each([
  ['that has passed', -1000, 400],
  ['of nothing', 0, 400],
  ['of a day', DAY_MS, 200],
  ['of 24 months', 731 * DAY_MS, 200],
])('a lifetime %s (%i ms) answers %i', async (_, ms, status) => {
  const passwordCredential = { endDateTime: new Date(now + ms).toISOString() }
  const { status: found } = await graph('POST', `${app.path}/addPassword`, { passwordCredential })
  expect([found, await listed()]).toEqual([status, Array(status === 200 ? 1 : 0).fill(expect.anything())])
})

test('updating the app can remove secrets, but not add any', async () => {
  const { keyId } = await addSecret(graph, app)
  const other = await addSecret(graph, app)
  expect((await graph('PATCH', app.path, { passwordCredentials: [{ keyId }] })).status).toBe(204)
  expect(await listed()).toMatchObject([{ keyId }])
  const again = { passwordCredentials: [{ keyId }, { keyId: other.keyId }] }
  expect((await graph('PATCH', app.path, again)).status).toBe(400)
  expect(await listed()).toMatchObject([{ keyId }])
})
