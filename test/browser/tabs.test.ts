import { expect, test } from 'vitest'
import { appUrl, entraUrl, newVisitor, passEntra, press, signIn } from './visitor.ts'

test('two tabs signing in at once both arrive where they were going', async () => {
  const { page: first } = await newVisitor()
  const second = await first.context().newPage()
  await first.goto(`${appUrl}/profile`)
  await second.goto(`${appUrl}/call_api`)
  await passEntra(first)
  await passEntra(second)
  expect(first.url()).toBe(`${appUrl}/profile`)
  expect(second.url()).toBe(`${appUrl}/call_api`)
  await first.reload()
  expect(await first.getByRole('heading', { level: 1 }).textContent()).toBe('Profile')
})

test('pressing Back after sign-in and answering Entra again harms nothing', async () => {
  const { page } = await newVisitor()
  await signIn(page)
  await page.goBack()
  expect(page.url()).toContain(entraUrl)
  await press(page, page.getByRole('button').first())
  await page.goto(appUrl)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Welcome, Adele Vance')
})
