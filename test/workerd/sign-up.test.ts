import { expect, test } from 'vitest'
import { contoso, entrywayCustomers, fourthCoffee } from '../../emulator/seed.ts'
import { startApp, visit } from './app.ts'

const customers = (AUTHORITY: string, SIGN_UP?: string) => ({
  AUTHORITY,
  CLIENT_ID: entrywayCustomers.clientId,
  SIGN_UP,
})
const EXTERNAL_ID = 'https://fourthcoffee.ciamlogin.com'
const CUSTOM_DOMAIN = `https://login.fourthcoffee.example/${fourthCoffee.id}/v2.0`
const WORKFORCE = `https://login.microsoftonline.com/${contoso.id}`

test.each([
  ['at External ID', customers(EXTERNAL_ID), true],
  ['at External ID under a domain of one’s own', customers(CUSTOM_DOMAIN), true],
  ['at External ID where the user flow forbids it', customers(EXTERNAL_ID, 'off'), false],
  ['at a workforce tenant', { AUTHORITY: WORKFORCE }, false],
  ['at a workforce tenant whose user flow allows it', { AUTHORITY: WORKFORCE, SIGN_UP: 'on' }, true],
])('an account of one’s own %s: %j, %s', async (_, settings, offered) => {
  const { browser } = await visit(settings)
  const home = await browser.home()
  expect(home.includes('href="/login?prompt=create"')).toBe(offered)
  expect(home).toContain('href="/login"')
  // Where it is not offered it is an unknown prompt, as any other.
  const { searchParams } = await browser.startSignIn('?prompt=create')
  expect(searchParams.getAll('prompt')).toEqual([offered ? 'create' : 'select_account'])
})

test('a new customer makes an account, is signed in, and goes where they were going', async () => {
  const { app, browser } = await visit(customers(EXTERNAL_ID))
  const request = await browser.startSignIn('?prompt=create&return_to=/profile')
  const callback = await browser.entra.signUp(request.href, {
    email: 'kim@adatum.example',
    name: 'Kim Akers',
  })
  const response = await browser.get(callback.href)
  expect([response.status, response.headers.get('location')]).toEqual([303, '/profile'])
  expect(await browser.home()).toContain('Kim Akers')
  expect(await app.kv.keys('session:')).toHaveLength(1)
})

test('a name for the new account may go along', async () => {
  const app = await startApp(customers(EXTERNAL_ID))
  const request = await app.browser().startSignIn('?prompt=create&login_hint=kim@adatum.example')
  expect(Object.fromEntries(request.searchParams)).toMatchObject({
    prompt: 'create',
    login_hint: 'kim@adatum.example',
  })
})
