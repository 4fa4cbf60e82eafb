// A customer makes an account at External ID.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { entrywayCustomers, fourthCoffee, isCustomer } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { customerPassword, EntraBrowser } from '../support/entra-browser.ts'
import { callGraph, redeem } from '../support/entra-client.ts'
import { customersAt, customersUrl, headingOf, passcodeOn, problemOn, startCustomer } from './customer.ts'

const email = 'sam@adatum.example'

let emulator: Emulator
let customer: ReturnType<typeof startCustomer>
beforeEach(async () => {
  emulator = await startEmulator()
  customer = startCustomer(emulator)
})

const customers = () => emulator.state.people.filter(isCustomer)

test('asks for the address, the passcode, a password and a name, and signs in', async () => {
  expect(headingOf(await customer.open())).toBe('Sign in')
  expect(headingOf((await customer.send('sign-up')).page)).toBe('Create account')
  const { page } = await customer.send('sign-up', { username: ` ${email.toUpperCase()} ` })
  expect(headingOf(page)).toBe('Enter code')
  expect(page).toContain('No email is sent here.')
  const proved = await customer.send('passcode', { passcode: passcodeOn(page) })
  expect(headingOf(proved.page)).toBe('Create a password')
  expect(headingOf((await customer.send('new-password', { new_password: customerPassword })).page)).toBe(
    'Add details',
  )
  expect(customers()).toHaveLength(1)
  const names = { displayName: 'Sam Lee', givenName: 'Sam', surname: 'Lee' }
  const { code } = await customer.send('attributes', names)
  const client = { client_id: entrywayCustomers.clientId }
  const { json } = await redeem(emulator, code ?? '', client, {}, customersAt)
  expect(decodeJwt(String(json.id_token))).toMatchObject({
    name: 'Sam Lee',
    preferred_username: email,
    tid: fourthCoffee.id,
  })
  const [, sam] = customers()
  expect(await (await callGraph(emulator, '/v1.0/me', json.access_token)).json()).toMatchObject({
    ...names,
    id: sam?.profile.id,
    mail: null,
    userPrincipalName: `${sam?.profile.id}@fourthcoffee.onmicrosoft.com`,
  })
})

test('prompt=create opens it at once', async () => {
  expect(headingOf(await customer.open({ prompt: 'create' }))).toBe('Create account')
})

test.each([{}, { prompt: 'create' }])(
  'a browser does it from %j, and signs in again elsewhere',
  async (change) => {
    const back = await customer.browser.signUp(customersUrl(change), { email, name: 'Sam Lee' })
    expect(back.searchParams.has('code')).toBe(true)
    const again = await new EntraBrowser(emulator).signIn(customersUrl(), email)
    expect(again.searchParams.has('code')).toBe(true)
    expect(customers()).toHaveLength(2)
  },
)

test('of one emulator is not known to another', async () => {
  await customer.browser.signUp(customersUrl(), { email, name: 'Sam Lee' })
  const elsewhere = startCustomer(await startEmulator())
  await elsewhere.open()
  const { page } = await elsewhere.send('login', { username: email })
  expect(problemOn(page)).toContain('couldn’t find an account')
})

test('of two sign-ups at once for one address, only the first to finish makes an account', async () => {
  const other = startCustomer(emulator)
  for (const each of [customer, other]) {
    await each.startSignUp(email)
    await each.send('new-password', { new_password: customerPassword })
  }
  expect((await customer.send('attributes', { displayName: 'Sam Lee' })).code).toBeTruthy()
  expect((await other.send('attributes', { displayName: 'Sam Lee' })).page).toContain('AADSTS9002313')
  expect(customers()).toHaveLength(2)
})

test('switching between sign-in and sign-up discards what was typed', async () => {
  await customer.open()
  const up = await customer.send('sign-up', { username: email, instead: 'sign-up' })
  expect([headingOf(up.page), up.page.includes(email)]).toEqual(['Create account', false])
  const down = await customer.send('login', { username: email, instead: 'login' })
  expect([headingOf(down.page), problemOn(down.page)]).toEqual(['Sign in', null])
})

describe('rejects on its page', () => {
  test.each([
    ['sign-up', { username: 'nobody' }, 'Enter an email address'],
    ['sign-up', { username: 'robin@adatum.example' }, 'an account with this email address already'],
    ['login', { username: email }, 'couldn’t find an account'],
  ])('at %s %j', async (step, fields, problem) => {
    await customer.open()
    const { status, page } = await customer.send(step, fields)
    expect([status, problemOn(page)]).toEqual([400, expect.stringContaining(problem)])
    expect(emulator.state.journeys.size).toBe(0)
  })

  test('a wrong passcode, and takes the right one after it', async () => {
    await customer.open()
    const { page } = await customer.send('sign-up', { username: email })
    const wrong = await customer.send('passcode', { passcode: '0' })
    expect([wrong.status, problemOn(wrong.page)]).toEqual([400, 'That is not the passcode.'])
    const right = await customer.send('passcode', { passcode: ` ${passcodeOn(page)} ` })
    expect([right.status, problemOn(right.page)]).toEqual([200, null])
  })

  test.each([
    ['short', 'Ab1!', 'must have 8 to 256 characters'],
    ['of two kinds', 'abcdefg1', 'must have three of these'],
    ['too long', `Ab1${'x'.repeat(254)}`, 'must have 8 to 256 characters'],
  ])('a password that is %s', async (_, new_password, problem) => {
    await customer.startSignUp(email)
    const rejected = await customer.send('new-password', { new_password })
    expect([rejected.status, problemOn(rejected.page)]).toEqual([400, expect.stringContaining(problem)])
    expect((await customer.send('new-password', { new_password: 'Abcdefg1' })).status).toBe(200)
  })

  test('a name of blanks, keeping what was typed', async () => {
    await customer.startSignUp(email)
    await customer.send('new-password', { new_password: customerPassword })
    const rejected = await customer.send('attributes', { displayName: ' ', surname: '<Lee>' })
    const problem = 'The name must have 1 to 256 characters.'
    expect([rejected.status, problemOn(rejected.page)]).toEqual([400, problem])
    expect(rejected.page).toContain('value="&lt;Lee&gt;"')
    expect(customers()).toHaveLength(1)
  })
})

describe('no step can be skipped:', () => {
  test.each([
    ['new-password', { new_password: customerPassword }],
    ['attributes', { displayName: 'Sam Lee' }],
  ])('%s', async (step, fields) => {
    await customer.open()
    await customer.send('sign-up', { username: email })
    expect((await customer.send(step, fields)).page).toContain('AADSTS9002313')
    expect(customers()).toHaveLength(1)
  })

  test('the password, after the passcode', async () => {
    await customer.startSignUp(email)
    expect((await customer.send('attributes', { displayName: 'Sam Lee' })).page).toContain('AADSTS9002313')
    expect(customers()).toHaveLength(1)
  })
})

test.each(['sign-up', 'passcode', 'new-password', 'attributes'])(
  'canceling at %s answers the app',
  async (step) => {
    await customer.open()
    await customer.send('sign-up', { username: email })
    const back = await customer.browser.post(`${customersAt}/${step}`, {
      request: [...emulator.state.pending.keys()][0] ?? '',
      cancel: 'cancel',
    })
    expect(back.headers.get('Location')).toContain('error_subcode=cancel')
    expect([emulator.state.pending.size, emulator.state.journeys.size, customers().length]).toEqual([0, 0, 1])
  },
)

test('the forms are External ID’s only', async () => {
  const url = 'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/authorize'
  const page = await (await customer.browser.get(customersUrl().replace(/^.*(?=\?)/, url))).text()
  expect(page).toContain('AADSTS700016')
})
