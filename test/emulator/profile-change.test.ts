// PATCH /me: people change their own profile.
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { adele, entrywayCustomers, entrywayEverywhere, robin } from '../../emulator/seed.ts'
import { callGraph, tokensAt, tokensFor } from '../support/entra-client.ts'
import { customersAt } from './customer.ts'

const scope = 'openid profile User.ReadWrite'

let emulator: Emulator
let token: unknown
beforeEach(async () => {
  emulator = await createEmulator()
  token = (await tokensFor(emulator, { scope })).access_token
})

const send = (body: string, type = 'application/json', accessToken = token) =>
  emulator.fetch(
    new Request('https://graph.microsoft.com/v1.0/me', {
      method: 'PATCH',
      headers: { Authorization: `Bearer ${accessToken}`, 'Content-Type': type },
      body,
    }),
  )
const change = (json: unknown, accessToken = token) =>
  send(JSON.stringify(json), 'application/json', accessToken)
const me = async (accessToken = token) =>
  (await (await callGraph(emulator, '/v1.0/me', accessToken)).json()) as Record<string, unknown>

test('answers 204 with nothing, and the profile is what it was changed to', async () => {
  const wanted = { displayName: 'Adele V.', givenName: 'Adèle', surname: null, jobTitle: 'Director' }
  const response = await change(wanted)
  expect([response.status, await response.text()]).toEqual([204, ''])
  expect(await me()).toEqual({ ...(await me()), ...adele.profile, ...wanted })
})

test('changes only what is sent', async () => {
  expect((await change({ jobTitle: 'Director' })).status).toBe(204)
  expect(await me()).toMatchObject({ ...adele.profile, jobTitle: 'Director' })
  expect((await change({})).status).toBe(204)
})

test('shows in the next ID token, and in no other emulator', async () => {
  await change({ displayName: 'Adele V.' })
  const { id_token } = await tokensFor(emulator)
  expect(JSON.parse(atob(String(id_token).split('.')[1] ?? '')).name).toBe('Adele V.')
  const other = await createEmulator()
  const { access_token } = await tokensFor(other)
  expect(await (await callGraph(other, '/v1.0/me', access_token)).json()).toMatchObject({
    displayName: 'Adele Vance',
  })
})

test.each([
  ['a customer', { at: customersAt, app: entrywayCustomers, username: robin.signInName }],
  [
    'a personal account',
    {
      at: 'https://login.microsoftonline.com/consumers',
      app: entrywayEverywhere,
      username: 'casey@outlook.example',
    },
  ],
])('%s can do it too', async (_, place) => {
  const { access_token } = await tokensAt(emulator, place, { scope })
  expect((await change({ displayName: 'Somebody Else' }, access_token)).status).toBe(204)
  expect(await me(access_token)).toMatchObject({ displayName: 'Somebody Else' })
})

test('needs User.ReadWrite', async () => {
  const { access_token } = await tokensFor(emulator)
  const response = await change({ jobTitle: 'Director' }, access_token)
  expect(response.status).toBe(403)
  expect(await response.json()).toMatchObject({ error: { code: 'Authorization_RequestDenied' } })
  expect((await me()).jobTitle).toBe('Retail Manager')
})

describe('is refused with 400:', () => {
  test.each([
    [{ displayName: '' }],
    [{ displayName: '  ' }],
    [{ displayName: null }],
    [{ displayName: 7 }],
    [{ displayName: 'x'.repeat(257) }],
    [{ givenName: 'x'.repeat(65) }],
    [{ surname: ['Vance'] }],
    [{ surname: 'x'.repeat(65) }],
    [{ jobTitle: {} }],
    [{ jobTitle: 'x'.repeat(129) }],
    [{ jobTitle: 'Director', id: adele.profile.id }],
    [{ userPrincipalName: 'root@contoso.example' }],
    [[]],
    [null],
    ['text'],
  ])('%j', async (json) => {
    const response = await change(json)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'Request_BadRequest' } })
    expect(await me()).toMatchObject(adele.profile)
  })

  test('what is not JSON, or does not say that it is', async () => {
    expect((await send('{')).status).toBe(400)
    expect((await send('{"jobTitle":"Director"}', 'text/plain')).status).toBe(400)
    expect((await send('{"jobTitle":"Director"}', 'application/json; charset=utf-8')).status).toBe(204)
  })
})

test.each([
  [{ displayName: 'x'.repeat(256) }],
  [{ givenName: 'x'.repeat(64), surname: 'x'.repeat(64) }],
  [{ jobTitle: 'x'.repeat(128) }],
  [{ givenName: null, jobTitle: '' }],
])('is as long as Graph lets it be', async (json) => {
  expect((await change(json)).status).toBe(204)
})

test('a policy refuses it in words, once, and reading goes on', async () => {
  emulator.setFault('graph_policy')
  expect((await me()).jobTitle).toBe('Retail Manager')
  const refused = await change({ jobTitle: 'Director' })
  expect(refused.status).toBe(403)
  expect(await refused.json()).toMatchObject({
    error: {
      code: 'Authorization_RequestDenied',
      message: 'Your organization does not let people change their own profile.',
    },
  })
  expect((await me()).jobTitle).toBe('Retail Manager')
  expect((await change({ jobTitle: 'Director' })).status).toBe(204)
})
