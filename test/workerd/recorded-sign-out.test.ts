// Each recorded request and return of a sign-out, at the app's own routes.
import { expect } from 'vitest'
import { adele, usernameOf } from '../../emulator/seed.ts'
import recorded from '../recorded/sign-out.json'
import { CALLBACK, contosoSettings, startApp, type TestApp } from './app.ts'
import { type Browser, leavesTo } from './browser.ts'
import { forgeClaims } from './hostile-entra.ts'
import { feed, type Sample } from './recorded.ts'

const SID = '007e0000-0000-fc52-3409-000000000001'

/** Signed in with this sid in the ID token. */
async function signedIn(sid: string | undefined): Promise<{ app: TestApp; browser: Browser }> {
  const app = await startApp()
  forgeClaims(app, (claims) => ({ ...claims, sid, login_hint: 'O.FAKEloginhint' }))
  const browser = await app.browser().signedIn(usernameOf(adele))
  return { app, browser }
}

const isSignedIn = async (browser: Browser) => (await browser.home()).includes('Adele Vance')

/** As a hidden frame of another site: no cookie. */
async function frontChannel(app: TestApp, { query }: Sample): Promise<void> {
  const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' }
  const response = await app.fetch(`/logout/front-channel?${query}`, { headers })
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(response.headers.getSetCookie()).toEqual([])
}

async function endsTheSession(sample: Sample): Promise<void> {
  const { app, browser } = await signedIn(SID)
  await frontChannel(app, sample)
  expect(await isSignedIn(browser)).toBe(false)
  expect(app.lastLog('front_channel_sign_out')).toBeDefined()
}

/** Back from Entra: the person reads that they are signed out. */
async function isTheWayBack({ query = '' }: Sample): Promise<void> {
  const browser = (await startApp()).browser()
  const response = await browser.get(`${CALLBACK}?${query.replace('{state}', 'a-state-of-the-sign-out')}`)
  expect([response.status, response.headers.get('location')]).toEqual([303, '/?signed-out'])
  expect(await browser.text('/?signed-out')).toContain('You’re signed out')
}

const EXPECTED: Record<string, (sample: Sample) => Promise<void>> = {
  'front-channel': endsTheSession,
  'front-channel-with-issuer': endsTheSession,
  'front-channel-without-cookies': endsTheSession,
  'form-of-sid': async (sample) => {
    const { form } = sample as Sample & { form?: string }
    for (const sid of [SID, 'c0c0c0c0-0000-4000-8000-00000000000a']) {
      expect(sid).toMatch(new RegExp(form ?? ''))
      const { app, browser } = await signedIn(sid)
      await frontChannel(app, { name: sid, query: `sid=${sid}` })
      expect(await isSignedIn(browser)).toBe(false)
    }
  },
  'personal-accounts-have-no-sid': async () => {
    const { app, browser } = await signedIn(undefined)
    await frontChannel(app, { name: 'other', query: `sid=${SID}` })
    expect(await isSignedIn(browser)).toBe(true)
    expect((await browser.post('/logout')).status).toBe(200)
    expect(await isSignedIn(browser)).toBe(false)
  },
  request: async ({ query }) => {
    const { browser } = await signedIn(SID)
    const url = new URL(leavesTo(await browser.post('/logout')))
    expect(`${url.origin}${url.pathname}`).toBe(`${contosoSettings.AUTHORITY}/oauth2/v2.0/logout`)
    expect([...url.searchParams.keys()]).toEqual([...new URLSearchParams(query).keys()])
    expect(url.searchParams.get('logout_hint')).toBe(new URLSearchParams(query).get('logout_hint'))
  },
  'return-plain': isTheWayBack,
  'return-lc': isTheWayBack,
  'return-state': isTheWayBack,
}

feed('sign-out.json', recorded, EXPECTED, (sample, check) => check(sample), {
  'session-state': 'the app does not read session_state: redirects.json has it in success-work',
  'rules-of-return':
    'Entra’s rules, which the app cannot see; it has ended the session before it sends anybody there',
  picker: 'Entra’s own page',
})
