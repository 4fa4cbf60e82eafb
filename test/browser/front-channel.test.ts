import { expect, test } from 'vitest'
import { appUrl, consent, entraUrl, newVisitor, press, signIn } from './visitor.ts'

test('signing out of another app of the same Entra session signs out of this one, and of nobody else’s', async () => {
  const { page } = await newVisitor()
  const { page: somebodyElse } = await newVisitor()
  await signIn(somebodyElse, 'Alex Wilber')
  await signIn(page, 'Adele Vance')

  await page.goto(`${entraUrl}/intranet`)
  await press(page, page.getByRole('button', { name: 'Sign in' }))
  await consent(page)
  expect(await page.getByRole('main').textContent()).toContain('Signed in as Adele Vance')

  const framed = page.waitForResponse((response) =>
    response.url().startsWith(`${appUrl}/logout/front-channel`),
  )
  const returned = page.waitForEvent(
    'framenavigated',
    (frame) => frame === page.mainFrame() && frame.url() === `${entraUrl}/intranet`,
  )
  await page.getByRole('button', { name: 'Sign out' }).click()
  expect((await framed).status()).toBe(200)
  await returned

  await page.goto(appUrl)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Sign in to continue')
  await somebodyElse.goto(appUrl)
  expect(await somebodyElse.getByRole('heading', { level: 1 }).textContent()).toBe('Welcome, Alex Wilber')
})
