import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { findings } from './findings.ts'
import { newVisitor, press, setFault, startApp } from './visitor.ts'

const { appUrl, entraUrl } = await startApp('customers')

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()

/** Fills in one field of External ID's page, and goes on. */
async function enter(page: Page, label: string, value: string, button = 'Next'): Promise<void> {
  await page.getByLabel(label).fill(value)
  await press(page, page.getByRole('button', { name: button, exact: true }))
}

async function enterPasscode(page: Page): Promise<void> {
  await enter(page, 'One-time passcode', (await page.locator('#sent-passcode').textContent()) ?? '')
}

/** From the home page to an account of one's own, and back signed in. */
async function signUp(page: Page, email: string, name: string): Promise<void> {
  await page.goto(appUrl)
  await press(page, page.getByRole('link', { name: 'Create account' }))
  expect(await heading(page)).toBe('Create account')
  await enter(page, 'Email address', email)
  await enterPasscode(page)
  await enter(page, 'New password', 'Coffee-and-4-cakes')
  await enter(page, 'Display name', name, 'Create account')
  expect(await heading(page)).toBe(`Welcome, ${name}`)
}

async function signOut(page: Page): Promise<void> {
  await page.goto(appUrl)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(`${appUrl}/?signed-out`)
}

test('a new customer creates an account, sees their profile, signs out, and signs in again with the password', async () => {
  const { page, complaints } = await newVisitor()
  await signUp(page, 'kim@adatum.example', 'Kim Akers')
  await press(page, page.getByRole('main').getByRole('link', { name: /^Profile/ }))
  expect(await page.getByRole('row', { name: /^Name/ }).textContent()).toContain('Kim Akers')
  await signOut(page)

  await press(page, page.getByRole('link', { name: 'Sign in' }))
  await enter(page, 'Email address', 'kim@adatum.example')
  await enter(page, 'Password', 'Coffee-and-4-cakes', 'Sign in')
  expect(page.url()).toBe(`${appUrl}/`)
  expect(await heading(page)).toBe('Welcome, Kim Akers')
  expect(complaints).toEqual([])
})

test('a customer who forgot the password chooses another one on the way in, and that one opens', async () => {
  const { page } = await newVisitor()
  await signUp(page, 'lee@adatum.example', 'Lee Gu')
  await signOut(page)
  await page.goto(`${appUrl}/profile`)
  await enter(page, 'Email address', 'lee@adatum.example')
  await press(page, page.getByRole('button', { name: 'Forgot password?' }))
  await enterPasscode(page)
  await enter(page, 'New password', 'Tea-and-5-biscuits')
  expect(page.url()).toBe(`${appUrl}/profile`)
  await signOut(page)

  await page.goto(`${appUrl}/profile`)
  await enter(page, 'Email address', 'lee@adatum.example')
  await page.getByLabel('Password').fill('Coffee-and-4-cakes')
  await press(page, page.getByRole('button', { name: 'Sign in' }))
  expect(await page.getByRole('alert').textContent()).toContain('incorrect')
  await enter(page, 'Password', 'Tea-and-5-biscuits', 'Sign in')
  expect(page.url()).toBe(`${appUrl}/profile`)
})

test('a customer edits their profile without being asked, as the administrator has consented', async () => {
  const { page } = await newVisitor()
  await signUp(page, 'sam@adatum.example', 'Sam')
  await page.goto(`${appUrl}/profile/edit`)
  await page.getByLabel('Last name').fill('Raj')
  await press(page, page.getByRole('button', { name: 'Save' }))
  expect(await page.getByRole('row', { name: 'Last name' }).textContent()).toContain('Raj')
})

test('a customer who cancels creating an account is told so, and can sign in instead', async () => {
  const { page } = await newVisitor()
  await page.goto(appUrl)
  await press(page, page.getByRole('link', { name: 'Create account' }))
  await press(page, page.getByRole('button', { name: 'Cancel' }))
  expect(await heading(page)).toBe('The sign-in wasn’t completed')
  await press(page, page.getByRole('link', { name: 'Sign in again' }))
  await enter(page, 'Email address', 'robin@adatum.example')
  await enterPasscode(page)
  expect(await heading(page)).toBe('Welcome, Robin Kline')
})

test('without an administrator’s consent the customer has a link for them, and signs in once they have approved', async () => {
  const { page } = await newVisitor()
  await setFault('admin_consent_revoked', {}, entraUrl)
  await page.goto(`${appUrl}/profile`)
  await enter(page, 'Email address', 'robin@adatum.example')
  await enterPasscode(page)
  expect(await heading(page)).toBe('An administrator must approve this app')
  expect(await findings(page)).toEqual([])
  const link = page.getByRole('link', { name: '/v2.0/adminconsent' })
  const address = (await link.textContent()) ?? ''
  expect(await link.getAttribute('href')).toBe(address)

  const { page: administrators } = await newVisitor()
  await administrators.goto(address)
  await press(administrators, administrators.getByRole('button', { name: 'Cancel' }))
  expect(await heading(administrators)).toBe('The app wasn’t approved')
  await administrators.goto(address)
  await press(administrators, administrators.getByRole('button', { name: 'Accept' }))
  expect(await heading(administrators)).toBe('The app is approved')

  await press(page, page.getByRole('link', { name: 'Sign in again' }))
  await press(page, page.getByRole('button', { name: 'Robin Kline' }))
  expect(page.url()).toBe(`${appUrl}/profile`)
})

test('axe-core finds nothing on the home page with its two ways in', async () => {
  const { page } = await newVisitor()
  await page.goto(appUrl)
  expect(await findings(page)).toEqual([])
})
