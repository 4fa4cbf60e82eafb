// Each recorded answer of the token endpoint comes to a code, and to a refresh: what the person sees, and what the operator
// reads.
import { expect } from 'vitest'
import { explain, needsInteraction } from '../../src/entryway/entra/errors.ts'
import { EntraTokenError, readTokenAnswer } from '../../src/entryway/entra/provider.ts'
import recorded from '../recorded/token-answers.json'
import { visit } from './app.ts'
import { isTokenRequest } from './changed-answers.ts'
import { HOUR, stopClock } from './clock.ts'
import { answerOf, feed, type Sample } from './recorded.ts'

type Tokens = { expiresIn: number; accessToken?: string; refreshToken: string | null; idToken: boolean }

const WORK: Tokens = { expiresIn: 4219, refreshToken: '1.FAKErefreshtoken', idToken: true }
const CAPOLIDS = expect.stringContaining('"capolids"')

/** What the session would keep of it. */
const TOKENS: Record<string, Tokens> = {
  work: WORK,
  'work-no-refresh-token': { expiresIn: 3599, refreshToken: null, idToken: true },
  'work-cae': { ...WORK, expiresIn: 86_399 },
  // Opaque, with characters that no token of a work account has.
  personal: {
    expiresIn: 3600,
    accessToken: 'EwFAKE00BAAUbDba0000/FAKE+opaque0000000000000AAFAKE/0000+0000==',
    refreshToken: 'M.C000_FAKE.0.U.-CqFAKE0000*0000!0000-FAKE$',
    idToken: true,
  },
  'default-scope': { ...WORK, idToken: false },
  'default-scope-azure-devops': { ...WORK, idToken: false },
  'client-credentials': { expiresIn: 3599, refreshToken: null, idToken: false },
  'numbers-as-text': { expiresIn: 3599, refreshToken: null, idToken: false },
}

type Refused = [
  /** Status and title of the page, when a code is redeemed; `claims` = on to Entra at once, with them. */
  code: [status: number, title: string] | 'claims',
  /** When a token is refreshed: on to Entra with these claims, or a page of this status. */
  refresh: { claims: unknown } | number,
  log: Record<string, unknown>,
]

const AGAIN: [number, string] = [400, 'Please sign in again']
const UNAVAILABLE: [number, string] = [503, 'Sign-in is not available']
const AWAY: [number, string] = [503, 'Microsoft couldn’t be reached']
const POLICY: [number, string] = [403, 'Your organization’s access policy blocked this sign-in']
const BLOCKED: [number, string] = [403, 'Microsoft blocked this account']
const signIn = { claims: null }
const POLIDS = expect.stringContaining('"polids"')
const fixable = (fixableBy: string, aadsts: number, words = '') => ({
  ...{ fixableBy, aadsts },
  ...(words && { operator: expect.stringContaining(words) }),
})

const REFUSED: Record<string, Refused> = {
  '50076-claims': ['claims', { claims: CAPOLIDS }, fixable('person', 50076)],
  '50078': [[403, 'Additional verification required'], signIn, fixable('person', 50078)],
  '50079': ['claims', { claims: POLIDS }, fixable('person', 50079)],
  '50055': [BLOCKED, signIn, fixable('person', 50055)],
  '50057': [BLOCKED, signIn, fixable('administrator', 50057)],
  '50173': [AGAIN, signIn, fixable('person', 50173)],
  '700082': [AGAIN, signIn, fixable('person', 700082)],
  '70043': [AGAIN, signIn, fixable('person', 70043)],
  '70043-interaction-required': [AGAIN, signIn, fixable('person', 70043)],
  '65001': ['claims', { claims: CAPOLIDS }, fixable('person', 65001)],
  '65001-without-claims': [[403, 'The app needs your permission'], signIn, fixable('person', 65001)],
  // Nothing that a new sign-in can settle, although claims stand beside it.
  '53003': [POLICY, 403, fixable('administrator', 53003)],
  '7000215': [UNAVAILABLE, 503, fixable('operator', 7000215, 'not its Secret ID')],
  '7000222': [UNAVAILABLE, 503, fixable('operator', 7000222, 'has expired')],
  '7000218': [UNAVAILABLE, 503, fixable('operator', 7000218)],
  '700016': [UNAVAILABLE, 503, fixable('operator', 700016, 'CLIENT_ID is not an app in this tenant')],
  '700027': [UNAVAILABLE, 503, fixable('operator', 700027)],
  '70000-personal': [AGAIN, signIn, fixable('person', 70000)],
  '90033': [AWAY, 503, fixable('microsoft', 90033)],
  '504': [AWAY, 503, { fixableBy: 'microsoft', reason: 'status_504' }],
  '429': [AWAY, 503, { fixableBy: 'microsoft', reason: 'status_429', retryAfterSeconds: 5 }],
  // invalid_grant, and signing in again would only go on with the circle.
  '50196-loop': [AWAY, 503, fixable('operator', 50196)],
}

const EXPECTED: Record<string, Tokens | Refused> = { ...TOKENS, ...REFUSED }

/** At a session whose token has just expired, or at the redirect URI. */
async function answeredWith(sample: Sample, at: 'code' | 'refresh') {
  const clock = stopClock()
  const { app, browser } = await visit({ SESSION_IDLE_MINUTES: '240' })
  const path = at === 'code' ? (await browser.reachCallback()).href : '/call_api'
  if (at === 'refresh') await browser.signIn()
  clock.pass(at === 'refresh' ? 2 * HOUR : 0)
  app.intercept = (request) => (isTokenRequest(request) ? answerOf(sample) : null)
  const response = await browser.get(path)
  return { app, browser, response, page: await response.text() }
}

const claimsOf = (response: Response) =>
  new URL(response.headers.get('location') ?? '').searchParams.get('claims')

feed(
  'token-answers.json',
  recorded,
  EXPECTED,
  async (sample, expected) => {
    const { status = 0, headers } = sample
    const text = await answerOf(sample).text()
    if ('expiresIn' in expected) {
      const tokens = readTokenAnswer(status, text, new Headers(headers))
      expect({
        expiresIn: tokens.accessTokenExpiresInSeconds(),
        accessToken: tokens.accessToken(),
        refreshToken: tokens.hasRefreshToken() ? tokens.refreshToken() : null,
        idToken: 'id_token' in tokens.data,
      }).toEqual({ accessToken: 'FAKE.access.token', ...expected })
      return
    }
    const [atCode, renewal, log] = expected
    const code = await answeredWith(sample, 'code')
    if (atCode === 'claims') {
      expect(code.response.status).toBe(302)
      expect(claimsOf(code.response)).toBe(sample.body?.claims)
    } else {
      const [pageStatus, title] = atCode
      expect([code.response.status, /<h1>(.*?)<\/h1>/.exec(code.page)?.[1]]).toEqual([pageStatus, title])
      expect(code.app.lastLog('error')).toMatchObject(log)
    }
    expect(code.browser.sessionToken).toBeUndefined()
    expect(code.page).not.toMatch(/AADSTS\d+:|Trace ID/)

    const { app, response, page } = await answeredWith(sample, 'refresh')
    const { fixableBy, ...asked } = log
    if (asked.aadsts === 65001) expect(app.lastLog('consent_asked')).toMatchObject(asked)
    else expect(app.lastLog('error')).toMatchObject({ ...asked, fixableBy })
    if (typeof renewal === 'number') expect(response.status).toBe(renewal)
    else expect([response.status, claimsOf(response)]).toEqual([302, renewal.claims])
    expect(page).not.toMatch(/AADSTS\d+:|Trace ID/)
  },
  {
    'device-code': 'npm run register reads it',
    'device-code-pending': 'npm run register reads it',
    'device-code-blocked': 'npm run register reads it',
    'device-code-unmanaged-device': 'npm run register reads it',
  },
)

feed(
  'token-answers.json, device codes in the app’s own words',
  { samples: recorded.samples.filter(({ name }) => /^device-code-/.test(name)) },
  {
    'device-code-pending': 'entra_refused',
    'device-code-blocked': 'access_policy',
    'device-code-unmanaged-device': 'access_policy',
  },
  async (sample, code) => {
    let error: unknown
    try {
      readTokenAnswer(sample.status ?? 0, await answerOf(sample).text())
    } catch (thrown) {
      error = thrown
    }
    if (!(error instanceof EntraTokenError)) throw new Error('no refusal')
    expect(explain(error.answer).code).toBe(code)
    expect(needsInteraction(error.answer)).toBe(sample.name === 'device-code-unmanaged-device')
  },
)
