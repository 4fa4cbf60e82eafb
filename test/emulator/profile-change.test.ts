// PATCH /me and /users/{id}: who may change which field of whom.
import { beforeEach, describe, expect, test } from 'vitest'
import {
  adele,
  adeleInFabrikam,
  alex,
  casey,
  entrywayCustomers,
  entrywayEverywhere,
  entrywayFabrikam,
  fabrikam,
  miriam,
  nestor,
  robin,
} from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { callGraph, type Place, tokensAt, tokensFor } from '../support/entra-client.ts'
import { customersAt } from './customer.ts'

const scope = 'openid profile User.Read User.ReadWrite'

const host = 'https://login.microsoftonline.com'
const customer: Place = { at: customersAt, app: entrywayCustomers, username: robin.signInName }
const personal: Place = {
  at: `${host}/consumers`,
  app: entrywayEverywhere,
  username: casey.profile.userPrincipalName,
}
const guest: Place = {
  at: `${host}/${fabrikam.id}`,
  app: entrywayFabrikam,
  username: adeleInFabrikam.signInName,
}

let emulator: Emulator
let token: unknown
beforeEach(async () => {
  emulator = await startEmulator()
  token = (await tokensFor(emulator, { scope }, nestor.profile.userPrincipalName)).access_token
})

const tokenOf = async (username: string) => (await tokensFor(emulator, { scope }, username)).access_token
const tokenAt = async (place: Place) => (await tokensAt(emulator, place, { scope })).access_token

const send = (body: string, type = 'application/json', accessToken = token, path = '/me') =>
  emulator.fetch(
    new Request(`https://graph.microsoft.com/v1.0${path}`, {
      method: 'PATCH',
      headers: { Authorization: `Bearer ${accessToken}`, 'Content-Type': type },
      body,
    }),
  )
const change = (json: unknown, accessToken = token, path = '/me') =>
  send(JSON.stringify(json), 'application/json', accessToken, path)
const me = async (accessToken = token, select = '') =>
  (await (await callGraph(emulator, `/v1.0/me${select}`, accessToken)).json()) as Record<string, unknown>

const denied = async (response: Response) => {
  expect(response.status).toBe(403)
  const message = 'Insufficient privileges to complete the operation.'
  expect(await response.json()).toMatchObject({ error: { code: 'Authorization_RequestDenied', message } })
}

describe('a member without a role', () => {
  test.each([
    ...['displayName', 'givenName', 'surname', 'jobTitle', 'city', 'department'],
    ...['officeLocation', 'preferredLanguage', 'userPrincipalName', 'id'],
  ])('does not change their %s', async (name) => {
    const member = await tokenOf(adele.profile.userPrincipalName)
    await denied(await change({ mobilePhone: '1', [name]: 'Director' }, member))
    expect(await me(member)).toMatchObject(adele.profile)
  })
})

const customersOwn = [
  ...['city', 'country', 'displayName', 'givenName', 'jobTitle'],
  ...['postalCode', 'preferredLanguage', 'state', 'streetAddress', 'surname'],
]

describe('a customer', () => {
  test('changes ten fields', async () => {
    const own = await tokenAt(customer)
    const wanted = Object.fromEntries(customersOwn.map((name) => [name, `New ${name}`]))
    expect((await change(wanted, own)).status).toBe(204)
    expect(await me(own, `?$select=${customersOwn.join(',')}`)).toMatchObject(wanted)
  })

  test.each(['mobilePhone', 'department', 'mail', 'officeLocation'])(
    'does not change their %s',
    async (name) => {
      await denied(await change({ displayName: 'Robin', [name]: 'x' }, await tokenAt(customer)))
    },
  )
})

test.each([
  ['personal account', personal],
  ['guest', guest],
])('a %s changes nothing', async (_, place) => {
  const own = await tokenAt(place)
  const before = await me(own)
  for (const name of [...customersOwn, 'mobilePhone']) await denied(await change({ [name]: 'New' }, own))
  expect(await me(own)).toEqual(before)
})

describe('an administrator', () => {
  test('changes their own profile', async () => {
    const wanted = {
      displayName: 'Nestor W.',
      givenName: 'Nèstor',
      surname: null,
      jobTitle: '',
      city: 'Rome',
    }
    expect((await change(wanted)).status).toBe(204)
    expect(await me(token, '?$select=displayName,givenName,surname,jobTitle,city')).toMatchObject(wanted)
    expect((await change({})).status).toBe(204)
  })

  test('changes others only with User.ReadWrite.All', async () => {
    const path = `/users/${alex.profile.id}`
    await denied(await change({ jobTitle: 'Director' }, token, path))
    const all = `${scope} User.ReadWrite.All`
    const { access_token } = await tokensFor(emulator, { scope: all }, nestor.profile.userPrincipalName)
    expect((await change({ jobTitle: 'Director' }, access_token, path)).status).toBe(204)
    const changed = emulator.state.people.find(({ profile }) => profile.id === alex.profile.id)
    expect(changed?.profile.jobTitle).toBe('Director')
  })

  test('gets an error naming what the emulator does not support', async () => {
    const response = await change({ userPrincipalName: 'root@contoso.example' })
    expect(response.status).toBe(501)
    expect(await response.json()).toMatchObject({
      error: { message: "Changing 'userPrincipalName' is not in this emulator." },
    })
  })
})

test('an account synced from on-premises cannot be changed here', async () => {
  const own = await tokenOf(miriam.profile.userPrincipalName)
  const response = await change({ mobilePhone: '1' }, own)
  expect(response.status).toBe(400)
  const message = expect.stringContaining('on-premises mastered Directory Sync objects')
  expect(await response.json()).toMatchObject({ error: { code: 'Request_BadRequest', message } })
  expect(await me(own)).toMatchObject(miriam.profile)
})

test('the on-premises fault applies to any account, once', async () => {
  emulator.setFault('graph_on_premises')
  expect((await change({ jobTitle: 'Director' })).status).toBe(400)
  expect((await change({ jobTitle: 'Director' })).status).toBe(204)
})

test('needs User.ReadWrite', async () => {
  const { access_token } = await tokensFor(emulator, {}, nestor.profile.userPrincipalName)
  await denied(await change({ jobTitle: 'Director' }, access_token))
})

describe('rejects with 400:', () => {
  test.each([
    [{ displayName: '' }],
    [{ displayName: '  ' }],
    [{ displayName: null }],
    [{ displayName: 7 }],
    [{ displayName: 'x'.repeat(257) }],
    [{ givenName: 'x'.repeat(65) }],
    [{ surname: ['Wilke'] }],
    [{ surname: 'x'.repeat(65) }],
    [{ jobTitle: {} }],
    [{ jobTitle: 'x'.repeat(129) }],
    [{ jobTitle: 'Director', color: 'red' }],
    [[]],
    [null],
    ['text'],
  ])('%j', async (json) => {
    const response = await change(json)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'Request_BadRequest' } })
    expect(await me()).toMatchObject(nestor.profile)
  })

  test('a body that is not JSON, or not declared as JSON', async () => {
    expect((await send('{')).status).toBe(400)
    expect((await send('{"jobTitle":"Director"}', 'text/plain')).status).toBe(400)
    expect((await send('{"jobTitle":"Director"}', 'application/json; charset=utf-8')).status).toBe(204)
  })
})

test('accepts what is as long as Graph lets it be', async () => {
  const [displayName, givenName, jobTitle] = [256, 64, 128].map((length) => 'x'.repeat(length))
  expect((await change({ displayName, givenName, surname: givenName, jobTitle })).status).toBe(204)
})

test('a policy rejects one change with a message, and reading still works', async () => {
  emulator.setFault('graph_policy')
  expect((await me()).jobTitle).toBe('Director of IT')
  const rejected = await change({ jobTitle: 'Director' })
  expect(rejected.status).toBe(403)
  const message = 'Your organization does not let people change their own profile.'
  expect(await rejected.json()).toMatchObject({ error: { code: 'Authorization_RequestDenied', message } })
  expect((await change({ jobTitle: 'Director' })).status).toBe(204)
})
