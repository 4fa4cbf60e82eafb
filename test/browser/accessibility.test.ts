import { describe, expect, test } from 'vitest'
import { createTestHarness } from 'wrangler'
import { findings } from './findings.ts'
import { appUrl, consent, entraUrl, newVisitor, press, setFault, signIn } from './visitor.ts'

describe('axe-core finds nothing, and nothing is wider than 320 pixels', () => {
  test.each([
    '/',
    '/?signed-out',
    '/?signed-out=here',
    '/logout',
    '/nowhere',
    '/getAToken?state=x&code=y',
    '/getAToken?state=admin_consent&admin_consent=True',
    '/getAToken?state=admin_consent&error=access_denied',
  ])('signed out: %s', async (path) => {
    const { page } = await newVisitor()
    await page.goto(appUrl + path)
    for (const details of await page.locator('summary').all()) await details.click()
    expect(await findings(page)).toEqual([])
  })

  test('an app that needs an administrator’s approval', async () => {
    const { page } = await newVisitor()
    await setFault('aadsts', { aadsts: '90094' })
    await page.goto(`${appUrl}/login`)
    expect(await page.getByRole('link', { name: '/v2.0/adminconsent' }).count()).toBe(1)
    expect(await findings(page)).toEqual([])
  })

  test('signed in: home, profile, API response, sign out', async () => {
    const { page } = await newVisitor()
    await signIn(page)
    for (const path of ['/', '/profile', '/call_api', '/sessions', '/logout']) {
      await page.goto(appUrl + path)
      for (const details of await page.locator('summary').all()) await details.click()
      expect([path, await findings(page)]).toEqual([path, []])
    }
  })

  test('editing the profile, with and without an error', async () => {
    const { page } = await newVisitor()
    await signIn(page)
    await page.goto(`${appUrl}/profile/edit`)
    await consent(page)
    expect(await findings(page)).toEqual([])
    const phone = page.getByLabel('Mobile phone')
    await phone.evaluate((field) => field.removeAttribute('maxlength'))
    await phone.fill('5'.repeat(65))
    await press(page, page.getByRole('button', { name: 'Save' }))
    // A screen reader starts with what is wrong.
    expect(await page.title()).toMatch(/^Error: /)
    expect(await page.locator(':focus').textContent()).toContain(
      'Mobile phone can have at most 64 characters.',
    )
    expect(await findings(page)).toEqual([])
    await page.getByLabel('Mobile phone').fill('Typed')
    await page.context().clearCookies({ name: /entryway-session$/ })
    await press(page, page.getByRole('button', { name: 'Save' }))
    expect(await page.getByRole('main').textContent()).toContain('Nothing was saved.')
    expect(await findings(page)).toEqual([])
  })

  test('an API that returns an error', async () => {
    const { page } = await newVisitor()
    await signIn(page)
    await setFault('graph_429')
    await page.goto(`${appUrl}/profile`)
    expect(await findings(page)).toEqual([])
  })

  test('invalid settings', async () => {
    const server = createTestHarness({
      workers: [{ configPath: './wrangler.toml', secrets: { AUTHORITY: 'nonsense', CLIENT_ID: '' } }],
    })
    const { url } = await server.listen()
    try {
      const { page } = await newVisitor()
      await page.goto(url.href)
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Almost there')
      const text = await page.getByRole('main').textContent()
      for (const next of ['npm run register', 'npm start', 'Variables and Secrets'])
        expect(text).toContain(next)
      expect(await findings(page)).toEqual([])
    } finally {
      await server.close()
    }
  })

  test('the local Entra: start page, picker, consent, error page, intranet', async () => {
    const { page } = await newVisitor()
    for (const url of [
      `${entraUrl}/`,
      `${entraUrl}/intranet`,
      `${appUrl}/login`,
      `${appUrl}/login?prompt=login`,
    ]) {
      await page.goto(url)
      expect([url, await findings(page)]).toEqual([url, []])
    }
    await page.goto(`${appUrl}/login?prompt=consent`)
    await page.getByRole('button', { name: 'Adele Vance' }).click()
    await page.getByRole('button', { name: 'Accept' }).waitFor()
    expect(await findings(page)).toEqual([])
    const request = new URL(page.url())
    await page.goto(
      `${request.origin}${request.pathname.replace(/login$/, 'oauth2/v2.0/authorize')}?client_id=unknown`,
    )
    expect(await findings(page)).toEqual([])
  })
})
