import { expect, test } from 'vitest'
import { newVisitor, passEntra, press, startApp, signIn as visitorSignIn } from './visitor.ts'

// An app of its own: other tests leave sessions of the same people behind.
const { appUrl } = await startApp('contoso')
const signIn = (page: Parameters<typeof visitorSignIn>[0]) => visitorSignIn(page, undefined, appUrl)

test('a browser whose session was ended from another is asked for credentials at its next sign-in', async () => {
  const { page: desk } = await newVisitor()
  const { page: lost } = await newVisitor()
  await signIn(desk)
  await signIn(lost)
  await lost.goto(appUrl)
  expect(await lost.getByRole('heading', { level: 1 }).textContent()).toBe('Welcome, Adele Vance')

  await desk.goto(`${appUrl}/sessions`)
  expect(await desk.getByRole('listitem').filter({ hasText: 'this session' }).count()).toBe(1)
  const end = desk.getByRole('button', { name: /^End session/ })
  expect(await end.count()).toBe(1)
  await press(desk, end)
  expect(await desk.getByRole('status').textContent()).toContain('The session was ended.')
  expect(await end.count()).toBe(0)

  await lost.goto(appUrl)
  expect(await lost.getByRole('heading', { level: 1 }).textContent()).toBe('Sign in to continue')
  const asked = lost.waitForRequest((request) => request.url().includes('/oauth2/v2.0/authorize'))
  await press(lost, lost.getByRole('link', { name: 'Sign in' }))
  expect(new URL((await asked).url()).searchParams.get('prompt')).toBe('login')
  // Entra knows this browser, and does not let it pass all the same.
  expect(lost.url().startsWith(appUrl)).toBe(false)
  await passEntra(lost)
  expect(await lost.getByRole('heading', { level: 1 }).textContent()).toBe('Welcome, Adele Vance')
  await desk.goto(appUrl)
  expect(await desk.getByRole('heading', { level: 1 }).textContent()).toBe('Welcome, Adele Vance')
})

test('a browser that only lost its cookie is not asked for credentials', async () => {
  const { page } = await newVisitor()
  await signIn(page)
  await page.context().clearCookies({ name: /entryway-session/ })
  await page.goto(appUrl)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Sign in to continue')
  const asked = page.waitForRequest((request) => request.url().includes('/oauth2/v2.0/authorize'))
  await press(page, page.getByRole('link', { name: 'Sign in' }))
  expect(new URL((await asked).url()).searchParams.get('prompt')).toBe('select_account')
})
