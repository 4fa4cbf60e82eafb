// Each recorded redirect comes back to a browser that began a sign-in: what the person sees, and what the operator reads.
import { expect } from 'vitest'
import { entrywayEverywhere } from '../../emulator/seed.ts'
import recorded from '../recorded/redirects.json'
import { CALLBACK, startApp, type TestApp } from './app.ts'
import { isTokenRequest } from './changed-answers.ts'
import { feed } from './recorded.ts'

/** Where a redirect of the app leads, or what its page says; and whether it has the administrator's link. */
type Expected = [
  status: number,
  says: string | RegExp,
  log?: Record<string, unknown>,
  approval?: 'with the administrator’s link',
]

const LINK = 'with the administrator’s link'
const fixable = (fixableBy: string, code: string, aadsts?: number) => ({
  ...{ fixableBy, code },
  ...(aadsts && { aadsts }),
})
const signedIn: Expected = [303, '/profile']
const signedOut: Expected = [303, '/?signed-out']
/** "Cancel" and "Need admin approval" are one answer: the page says what both need. */
const either: Expected = [
  400,
  /If you canceled, nothing was shared[\s\S]*needs an administrator’s approval/,
  fixable('person', 'canceled'),
  LINK,
]
const DECLINED = 'You canceled, or declined the permissions that the app asked for.'
const SET_UP = 'There’s a problem with how this app is set up'
const ONLY_ADMINISTRATOR = 'Only an administrator can grant the permissions it asks for.'
const granted: Expected = [200, 'The app is approved', { event: 'admin_consent_returned' }]
const notGranted = (says: string, log = {}): Expected => [
  403,
  says,
  { code: 'admin_consent_refused', ...log },
]
const NOTHING = 'Nothing was granted, and nothing has changed. You can open the link again.'

const EXPECTED: Record<string, Expected> = {
  'success-work': signedIn,
  'success-client-info': signedIn,
  'success-personal': signedIn,
  cancel: either,
  'need-admin-approval': either,
  'personal-no': [403, DECLINED, fixable('person', 'consent_declined')],
  'declined-consent': [403, DECLINED, fixable('person', 'consent_declined', 65004)],
  'invalid-request-cr-lf': [503, SET_UP, fixable('operator', 'sign_in_unavailable', 900144)],
  'prompt-none-login-required': [400, 'Please sign in again', fixable('person', 'sign_in_expired', 50058)],
  'prompt-none-interaction-required': [
    403,
    'Your organization requires another step',
    fixable('person', 'more_proof_needed', 50076),
  ],
  'prompt-none-consent-required': [
    403,
    ONLY_ADMINISTRATOR,
    fixable('administrator', 'admin_consent_needed', 65001),
    LINK,
  ],
  // invalid_client, and no credential is meant.
  'registration-error': [
    503,
    SET_UP,
    {
      ...fixable('operator', 'sign_in_unavailable', 650053),
      operator: 'a requested scope is none that the API has: check SCOPE and the scopes of your pages',
    },
  ],
  transient: [503, 'Microsoft couldn’t be reached', fixable('microsoft', 'entra_unavailable', 90033)],
  'admin-consent-granted': granted,
  'admin-consent-granted-without-state': granted,
  'admin-consent-refused': notGranted(NOTHING),
  'admin-consent-cancelled': notGranted(NOTHING, { aadsts: 65004 }),
  'admin-consent-cancelled-2019': notGranted(NOTHING),
  'admin-consent-foreign-account': notGranted(
    'The account you chose is not of this organization, so nothing was granted.',
    { aadsts: 50020 },
  ),
  'admin-consent-bad-request': notGranted('There’s a problem with the link or with how this app is set up', {
    fixableBy: 'operator',
    aadsts: 900144,
  }),
  'signed-out': signedOut,
  'signed-out-personal-lc': signedOut,
  'signed-out-with-state': signedOut,
  'signed-out-with-state-and-lc': signedOut,
}

/** Entra's answer to the code of a sample is that to the emulator's own; the app must have sent the sample's unchanged. */
function redeem(app: TestApp, code: string, own: string): void {
  app.intercept = async (request) => {
    if (!isTokenRequest(request)) return null
    const form = new URLSearchParams(await request.clone().text())
    expect(form.get('code')).toBe(code)
    form.set('code', own)
    return app.emulator.fetch(new Request(request, { body: form.toString() }))
  }
}

/** The state that the sample's request had. */
function stateOf(name: string, attempt: string): string {
  if (name.startsWith('admin-consent')) return 'admin_consent'
  return name.startsWith('signed-out') ? 'a-state-of-the-sign-out' : attempt
}

feed('redirects.json', recorded, EXPECTED, async ({ name, query = '' }, expected) => {
  const app = await startApp({
    AUTHORITY: 'https://login.microsoftonline.com/common',
    CLIENT_ID: entrywayEverywhere.clientId,
  })
  const browser = app.browser()
  const callback = await browser.reachCallback(undefined, '?return_to=/profile')
  const state = stateOf(name, callback.searchParams.get('state') ?? '')
  const code = new URLSearchParams(query).get('code')
  if (code !== null) redeem(app, code, callback.searchParams.get('code') ?? '')

  const response = await browser.get(`${CALLBACK}?${query.replace('{state}', state)}`)
  const page = await response.text()
  const [status, says, log, approval] = expected
  expect(response.status).toBe(status)
  if (status === 303) expect(response.headers.get('location')).toBe(says)
  else expect([response.headers.get('location'), page]).toEqual([null, expect.stringMatching(says)])
  expect(page.includes('/adminconsent?')).toBe(approval === LINK)
  if (log) expect(app.logs.at(-1)).toMatchObject(log)
  // Nothing of Microsoft's text, and no reason that nobody knows.
  expect(page).not.toMatch(/AADSTS\d+:|Trace|does not know/)
  expect(browser.sessionToken !== undefined).toBe(expected === signedIn)
})
