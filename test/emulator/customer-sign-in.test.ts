// A customer signs in at External ID with an email address.
import { beforeEach, describe, expect, test } from 'vitest'
import { robin } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { customerPassword, EntraBrowser } from '../support/entra-browser.ts'
import { authority, pageOf, requestIn } from '../support/entra-client.ts'
import { customersUrl, headingOf, passcodeOn, problemOn, startCustomer } from './customer.ts'

const email = 'sam@adatum.example'

let emulator: Emulator
let customer: ReturnType<typeof startCustomer>
beforeEach(async () => {
  emulator = await startEmulator()
  customer = startCustomer(emulator)
})

const signUp = () => new EntraBrowser(emulator).signUp(customersUrl(), { email, name: 'Sam Lee' })

describe('without a password', () => {
  test('a passcode signs in, once', async () => {
    await customer.open()
    const { page } = await customer.send('login', { username: robin.signInName })
    expect(headingOf(page)).toBe('Enter code')
    const wrong = await customer.send('passcode', { passcode: '12345678x' })
    expect([wrong.status, problemOn(wrong.page)]).toEqual([400, 'That is not the passcode.'])
    const passcode = passcodeOn(page)
    expect((await customer.send('passcode', { passcode })).code).toBeTruthy()
    expect((await customer.send('passcode', { passcode })).page).toContain('AADSTS9002313')
  })

  test('no password is accepted', async () => {
    await customer.open()
    await customer.send('login', { username: robin.signInName })
    const { status, code } = await customer.send('password', { password: '' })
    expect([status, code]).toEqual([400, null])
  })
})

describe('with a password', () => {
  test('the right one signs in, a wrong one shows an error', async () => {
    await signUp()
    await customer.open()
    expect(headingOf((await customer.send('login', { username: email })).page)).toBe('Enter password')
    const wrong = await customer.send('password', { password: 'Not-this-1' })
    expect([wrong.status, problemOn(wrong.page)]).toEqual([400, 'Your account or password is incorrect.'])
    expect(emulator.state.browsers.size).toBe(1)
    expect((await customer.send('password', { password: customerPassword })).code).toBeTruthy()
  })

  test('no passcode is shown or accepted', async () => {
    await signUp()
    await customer.open()
    const { page } = await customer.send('login', { username: email })
    expect(passcodeOn(page)).toBe('')
    expect((await customer.send('passcode', { passcode: '' })).status).toBe(400)
  })
})

describe('a forgotten password', () => {
  const forgot = async () => {
    await signUp()
    await customer.open()
    await customer.send('login', { username: email })
    return customer.send('forgot-password')
  }

  test('is reset with a passcode, and the old one stops working', async () => {
    const { page } = await forgot()
    expect((await customer.send('passcode', { passcode: '0' })).status).toBe(400)
    const proved = await customer.send('passcode', { passcode: passcodeOn(page) })
    expect(headingOf(proved.page)).toBe('Choose a new password')
    expect((await customer.send('new-password', { new_password: 'weak' })).status).toBe(400)
    expect((await customer.send('new-password', { new_password: 'Better-2-remember' })).code).toBeTruthy()

    const other = startCustomer(emulator)
    await other.open()
    await other.send('login', { username: email })
    expect((await other.send('password', { password: customerPassword })).status).toBe(400)
    expect((await other.send('password', { password: 'Better-2-remember' })).code).toBeTruthy()
  })

  test('cannot be reset without the passcode', async () => {
    await forgot()
    const { page } = await customer.send('new-password', { new_password: 'Better-2-remember' })
    expect(page).toContain('AADSTS9002313')
  })
})

describe('in a browser that is signed in', () => {
  beforeEach(() => customer.browser.signIn(customersUrl(), robin.signInName))

  test('signs in without a prompt', async () => {
    const silent = await customer.browser.get(customersUrl({ prompt: 'none' }))
    expect(silent.headers.get('Location')).toContain('code=')
  })

  test('select_account offers the account, and another one', async () => {
    const page = await customer.open({ prompt: 'select_account' })
    expect([page.includes('Robin Kline'), page.includes('name="username"')]).toEqual([true, true])
    expect((await customer.send('login', { account: robin.signInName })).code).toBeTruthy()
  })

  test('prompt=login asks for the passcode again', async () => {
    await customer.open({ prompt: 'login' })
    expect(headingOf((await customer.send('login', { account: robin.signInName })).page)).toBe('Enter code')
  })

  test('another browser is not signed in', async () => {
    const other = startCustomer(emulator)
    expect(await other.open()).not.toContain('Robin Kline')
    expect((await other.send('login', { account: robin.signInName })).code).toBeNull()
  })
})

test('a login_hint fills in the field', async () => {
  expect(await customer.open({ login_hint: email })).toContain(`value="${email}"`)
})

test('canceling reports an error to the app', async () => {
  const back = await customer.browser.cancel(customersUrl())
  const answer = Object.fromEntries(back.searchParams)
  expect(answer).toMatchObject({ error: 'access_denied', error_subcode: 'cancel' })
})

test('the customer pages do not work for a work tenant', async () => {
  const { browser } = customer
  const request = requestIn(await pageOf(browser, {}))
  const rejected = await browser.post(`${authority}/sign-up`, { request })
  expect([rejected.status, emulator.state.journeys.size]).toEqual([400, 0])
})
