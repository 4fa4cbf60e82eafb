import { expect, test } from 'vitest'
import { appUrl, entraUrl, newVisitor, passEntra, press } from './visitor.ts'

test('home, sign in, pick Adele, profile with photo, sign out, home: signed out here and at the local Entra', async () => {
  const { page, complaints } = await newVisitor()
  await page.goto(appUrl)
  await press(page, page.getByRole('link', { name: 'Sign in' }))
  expect(page.url()).toContain(entraUrl)
  await passEntra(page, 'Adele Vance')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Welcome, Adele Vance')

  await press(page, page.getByRole('main').getByRole('link', { name: /^Profile/ }))
  expect(await page.getByRole('row', { name: /Job title/ }).textContent()).toContain('Retail Manager')
  const photo = page.locator('img.photo')
  await photo.evaluate((image: HTMLImageElement) => image.decode())
  expect(await photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(96)

  await press(page, page.getByRole('link', { name: 'Back' }))
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(`${appUrl}/?signed-out`)
  expect(await page.getByRole('status').textContent()).toBe('You’re signed out.')
  const cookies = await page.context().cookies()
  expect(cookies.filter(({ name }) => name.includes('entryway'))).toEqual([])

  await page.goto(`${appUrl}/login`)
  expect(await page.getByRole('button', { name: 'Adele Vance' }).textContent()).toContain('Not signed in')
  expect(complaints).toEqual([])
})

test('a person without a photo is shown their initials', async () => {
  const { page } = await newVisitor()
  await page.goto(`${appUrl}/profile`)
  await passEntra(page, 'Alex Wilber')
  expect(page.url()).toBe(`${appUrl}/profile`)
  const photo = page.locator('img.photo')
  await photo.evaluate((image: HTMLImageElement) => image.decode())
  expect(await photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(96)
})

test('everything works without JavaScript', async () => {
  const { page } = await newVisitor({ javaScriptEnabled: false })
  await page.goto(`${appUrl}/call_api`)
  await passEntra(page)
  expect(await page.getByRole('region', { name: 'API response' }).textContent()).toContain(
    '"jobTitle": "Retail Manager"',
  )
  await page.goto(appUrl)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(`${appUrl}/?signed-out`)
})

test('everything can be done with the keyboard', async () => {
  const { page } = await newVisitor()
  await page.goto(appUrl)
  const pressUntil = async (name: string) => {
    for (let presses = 0; presses < 20; presses++) {
      await page.keyboard.press('Tab')
      const focused = await page.evaluate(() => document.activeElement?.textContent ?? '')
      if (focused.includes(name)) return page.keyboard.press('Enter')
    }
    throw new Error(`${name} cannot be reached with the keyboard`)
  }
  await pressUntil('Sign in')
  await page.waitForURL((url) => url.origin === entraUrl)
  await pressUntil('Adele Vance')
  await page.waitForURL((url) => url.origin === appUrl || url.pathname.endsWith('/login'))
  if (page.url().startsWith(entraUrl)) await pressUntil('Accept')
  await page.waitForURL(`${appUrl}/`)
  await pressUntil('Sign out')
  await page.waitForURL(`${appUrl}/?signed-out`)
})
