// A work account's name and job title are changed by administrators, as Nestor is.
import { expect, test } from 'vitest'
import { appUrl, newVisitor, passEntra, press, setFault, signIn } from './visitor.ts'

test('editing asks for consent when the page is opened, comes back to it, and what was saved is shown', async () => {
  const { page, complaints } = await newVisitor()
  await setFault('consent_revoked')
  await signIn(page, 'Nestor Wilke')
  await press(page, page.getByRole('link', { name: /^Profile/ }))
  await press(page, page.getByRole('link', { name: 'Edit profile' }))
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Permissions requested')
  expect(await page.getByRole('main').textContent()).toContain('User.ReadWrite')
  await press(page, page.getByRole('button', { name: 'Accept' }))
  expect(page.url()).toBe(`${appUrl}/profile/edit`)

  await page.getByLabel('Job title').fill('Head of Marketing')
  await press(page, page.getByRole('button', { name: 'Save' }))
  expect(await page.getByRole('status').textContent()).toContain('Your changes are saved.')
  expect(await page.getByRole('row', { name: /Job title/ }).textContent()).toContain('Head of Marketing')
  await page.goto(`${appUrl}/profile/edit`)
  expect(await page.getByLabel('Job title').inputValue()).toBe('Head of Marketing')
  expect(complaints).toEqual([])
})

test('declining to be edited leaves the session alone, and can be thought over', async () => {
  const { page } = await newVisitor()
  await setFault('consent_revoked')
  await signIn(page, 'Nestor Wilke')
  await page.goto(`${appUrl}/profile/edit`)
  await press(page, page.getByRole('button', { name: 'Cancel' }))
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('The app was not given permission')
  const second = await page.context().newPage()
  await second.goto(`${appUrl}/profile`)
  expect(await second.getByRole('row', { name: 'Account' }).textContent()).toContain('nestor@contoso.example')

  await press(page, page.getByRole('link', { name: 'Sign in again' }))
  await passEntra(page, 'Nestor Wilke')
  expect(page.url()).toBe(`${appUrl}/profile/edit`)
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Nestor Wilke')
})

test('a session that ends before saving costs nothing that was typed: sign in beside the form, then save', async () => {
  const { page } = await newVisitor()
  await signIn(page, 'Nestor Wilke')
  await page.goto(`${appUrl}/profile/edit`)
  await page.getByLabel('Job title').fill('Typed before the end')
  await page.context().clearCookies({ name: 'entryway-session' })
  await press(page, page.getByRole('button', { name: 'Save' }))
  expect(await page.getByRole('alert').textContent()).toContain('Nothing was saved.')

  const opened = page.context().waitForEvent('page')
  await page.getByRole('link', { name: 'Sign in again in another tab' }).click()
  const second = await opened
  await second.getByRole('button', { name: 'Nestor Wilke' }).waitFor()
  await passEntra(second, 'Nestor Wilke')
  expect(second.url()).toBe(`${appUrl}/profile/edit`)
  expect(await second.getByLabel('Job title').inputValue()).not.toBe('Typed before the end')

  expect(await page.getByLabel('Job title').inputValue()).toBe('Typed before the end')
  await press(page, page.getByRole('button', { name: 'Save' }))
  expect(await page.getByRole('status').textContent()).toContain('Your changes are saved.')
  expect(await page.getByRole('row', { name: /Job title/ }).textContent()).toContain('Typed before the end')
})
