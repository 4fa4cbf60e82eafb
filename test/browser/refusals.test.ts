import { expect, test } from 'vitest'
import { appUrl, newVisitor, passEntra, press, setFault, signIn } from './visitor.ts'

test('cancelling at Entra leads to a page from which one can sign in after all', async () => {
  const { page } = await newVisitor()
  await page.goto(`${appUrl}/profile`)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.waitForURL((url) => url.origin === appUrl)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('You cancelled')
  await press(page, page.getByRole('link', { name: 'Sign in again' }))
  await passEntra(page)
  expect(page.url()).toBe(`${appUrl}/profile`)
})

test('Entra failing for a moment leads to a page whose "Try again" works', async () => {
  const { page } = await newVisitor()
  await setFault('token_503')
  await page.goto(`${appUrl}/profile`)
  await passEntra(page)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Microsoft could not be reached')
  await press(page, page.getByRole('link', { name: 'Try again' }))
  await passEntra(page)
  expect(page.url()).toBe(`${appUrl}/profile`)
})

test('an API that asks to slow down is named, with the wait, and "Try again" calls it again', async () => {
  const { page } = await newVisitor()
  await signIn(page)
  await setFault('graph_429')
  await page.goto(`${appUrl}/call_api`)
  expect(await page.getByRole('main').textContent()).toContain('It asks to wait 7 seconds.')
  await press(page, page.getByRole('link', { name: 'Try again' }))
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('API response')
})
