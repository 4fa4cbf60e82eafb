import { expect, test } from 'vitest'
import { appUrl, entraUrl, newVisitor, passEntra, press, setFault, signIn } from './visitor.ts'

test('canceling at Entra leads to a page from which one can sign in after all', async () => {
  const { page } = await newVisitor()
  await page.goto(`${appUrl}/profile`)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.waitForURL((url) => url.origin === appUrl)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('The sign-in wasn’t completed')
  await press(page, page.getByRole('link', { name: 'Sign in again' }))
  await passEntra(page)
  expect(page.url()).toBe(`${appUrl}/profile`)
})

test('declining consent leads to a page from which one can consent after all', async () => {
  const { page } = await newVisitor()
  await setFault('consent_revoked')
  await page.goto(`${appUrl}/profile`)
  await press(page, page.getByRole('button', { name: 'Adele Vance' }))
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Permissions requested')
  await press(page, page.getByRole('button', { name: 'Cancel' }))
  expect(await page.getByRole('main').textContent()).toContain('Nothing was shared with this app')
  await press(page, page.getByRole('link', { name: 'Sign in again' }))
  await passEntra(page)
  expect(page.url()).toBe(`${appUrl}/profile`)
})

test('an account that Microsoft stops on its own page is left behind by "Wrong account?"', async () => {
  const { page } = await newVisitor()
  await signIn(page, 'Adele Vance')
  await page.context().clearCookies({ name: /entryway/ })
  await setFault('aadsts', { aadsts: '50105' })
  await page.goto(appUrl)
  await press(page, page.getByRole('link', { name: 'Sign in' }))
  expect(page.url()).toContain(entraUrl)
  expect(await page.getByRole('button').count()).toBe(0)

  await page.goto(appUrl)
  await page.getByText('Wrong account?').click()
  await press(page, page.getByRole('button', { name: 'Sign out and choose another' }))
  await page.getByRole('heading', { name: 'Pick an account', exact: true }).waitFor()
  await passEntra(page, 'Alex Wilber')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Welcome, Alex Wilber')
})

test('Entra failing for a moment leads to a page whose "Try again" works', async () => {
  const { page } = await newVisitor()
  await setFault('token_503')
  await page.goto(`${appUrl}/profile`)
  await passEntra(page)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Microsoft couldn’t be reached')
  await press(page, page.getByRole('link', { name: 'Try again' }))
  await passEntra(page)
  expect(page.url()).toBe(`${appUrl}/profile`)
})

test('an API that asks to slow down is named, with the wait, and "Try again" calls it again', async () => {
  const { page } = await newVisitor()
  await signIn(page)
  await setFault('graph_429')
  await page.goto(`${appUrl}/call_api`)
  expect(await page.getByRole('main').textContent()).toContain('Please wait 7 seconds.')
  await press(page, page.getByRole('link', { name: 'Try again' }))
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('API response')
})
