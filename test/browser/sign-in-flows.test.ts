// Sign-ins as people's browsers have them: many tabs, slow ones, scripts beside them, two apps on one machine.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { appUrl, entraUrl, newVisitor, passEntra, press, signIn, startApp } from './visitor.ts'

const other = await startApp('fabrikam')

test('eight tabs opened one after another all arrive where they were going', async () => {
  const { page } = await newVisitor()
  const tabs = [page]
  while (tabs.length < 8) tabs.push(await page.context().newPage())
  for (const [index, tab] of tabs.entries()) await tab.goto(`${appUrl}/call_api?tab=${index}`)
  for (const [index, tab] of tabs.entries()) {
    await passEntra(tab)
    expect(tab.url()).toBe(`${appUrl}/call_api?tab=${index}`)
  }
})

test('a script that asks for pages in the background does not push out the sign-in of another tab', async () => {
  // The app's own pages may run no script; an owner's may.
  const { page } = await newVisitor({ bypassCSP: true })
  const tab = await page.context().newPage()
  await page.goto(appUrl)
  await tab.goto(`${appUrl}/profile`)
  const statuses = await page.evaluate(async () => {
    const asked = Array.from({ length: 25 }, () => fetch('/profile', { headers: { accept: 'text/html' } }))
    return (await Promise.all(asked)).map(({ status }) => status)
  })
  expect(new Set(statuses)).toEqual(new Set([401]))
  await passEntra(tab)
  expect(tab.url()).toBe(`${appUrl}/profile`)
})

test.each([
  ['eleven minutes is finished', 11, '/profile', 'Profile'],
  ['an hour and a half is told so, and leads to the same page again', 90, null, 'The sign-in took too long'],
])('a sign-in of %s', async (_, minutes, arrives, heading) => {
  const { page } = await newVisitor()
  await page.goto(`${appUrl}/profile`)
  const [attempt, ...others] = (await page.context().cookies(appUrl)).filter(({ name }) =>
    name.includes('entryway-attempt-'),
  )
  if (!attempt) throw new Error('no attempt')
  expect(others).toEqual([])
  // As if it had begun earlier: the app's clock cannot be moved.
  const fields = JSON.parse(Buffer.from(attempt.value, 'base64url').toString())
  fields[6] -= minutes * 60_000
  await page
    .context()
    .addCookies([{ ...attempt, value: Buffer.from(JSON.stringify(fields)).toString('base64url') }])
  await passEntra(page)
  if (arrives !== null) expect(page.url()).toBe(appUrl + arrives)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(heading)
  if (arrives !== null) return
  await press(page, page.getByRole('link', { name: 'Sign in again' }))
  await passEntra(page)
  expect(page.url()).toBe(`${appUrl}/profile`)
})

test('two apps on localhost are signed in to side by side', async () => {
  const { page } = await newVisitor()
  await signIn(page)
  await signIn(page, 'Megan Bowen', other.appUrl)
  for (const url of [appUrl, other.appUrl]) {
    await page.goto(url)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Welcome, ')
  }
})

test('a sign-out that Entra passes on to a third host arrives there', async () => {
  const { page } = await newVisitor()
  await signIn(page)
  const server = createServer((_, response) => response.end('signed out of the federation'))
  onTestFinished(() => void server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const federated = `http://127.0.0.1:${(server.address() as AddressInfo).port}/adfs/ls/?wa=wsignout1.0`
  await page.route(/\/oauth2\/v2\.0\/logout/, (route) =>
    route.fulfill({ status: 302, headers: { location: federated } }),
  )
  await page.goto(`${appUrl}/logout`)
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.waitForURL(federated)
  expect(await page.textContent('body')).toBe('signed out of the federation')
})

test('a deep link at 127.0.0.1 leads to the sign-in at localhost and back to its page', async () => {
  const { page } = await newVisitor()
  await page.goto(`${appUrl.replace('localhost', '127.0.0.1')}/call_api?x=1`)
  expect(page.url()).toContain(entraUrl)
  await passEntra(page)
  expect(page.url()).toBe(`${appUrl}/call_api?x=1`)
})

test('Back to the answer of a finished sign-in leads into the app', async () => {
  const { page } = await newVisitor()
  const callbacks: string[] = []
  page.on('request', (request) => {
    if (request.url().startsWith(`${appUrl}/getAToken`)) callbacks.push(request.url())
  })
  await signIn(page)
  expect(callbacks).toHaveLength(1)
  await page.goto(callbacks[0] ?? '')
  expect(page.url()).toBe(`${appUrl}/`)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Welcome, Adele Vance')
})
