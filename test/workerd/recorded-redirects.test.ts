// Each recorded redirect comes back to a browser that began a sign-in: what the person sees, and what the operator reads.
import { expect } from 'vitest'
import { entrywayEverywhere } from '../../emulator/seed.ts'
import recorded from '../recorded/redirects.json'
import { CALLBACK, startApp, type TestApp } from './app.ts'
import { isTokenRequest } from './changed-answers.ts'
import { feed } from './recorded.ts'

type Expected = {
  status: number
  /** Where a redirect of the app leads. */
  location?: string
  /** What the page says. */
  says?: string | RegExp
  /** Whether it has the administrator's link. */
  approval?: boolean
  log?: Record<string, unknown>
}

const signedIn: Expected = { status: 303, location: '/profile' }
const signedOut: Expected = { status: 303, location: '/?signed-out' }
/** "Cancel" and "Need admin approval" are one answer: the page says what both need. */
const either: Expected = {
  status: 400,
  says: /If you canceled, nothing was shared[\s\S]*needs an administrator’s approval/,
  approval: true,
  log: { code: 'canceled', fixableBy: 'person' },
}
const granted: Expected = {
  status: 200,
  says: 'The app is approved',
  log: { event: 'admin_consent_returned' },
}
const notGranted: Expected = {
  status: 403,
  says: 'Nothing was granted, and nothing has changed. You can open the link again.',
  log: { code: 'admin_consent_refused' },
}

const EXPECTED: Record<string, Expected> = {
  'success-work': signedIn,
  'success-client-info': signedIn,
  'success-personal': signedIn,
  cancel: either,
  'need-admin-approval': either,
  'personal-no': {
    status: 403,
    says: 'You canceled, or declined the permissions that the app asked for.',
    log: { code: 'consent_declined', fixableBy: 'person' },
  },
  'declined-consent': {
    status: 403,
    says: 'You canceled, or declined the permissions that the app asked for.',
    log: { code: 'consent_declined', aadsts: 65004 },
  },
  'invalid-request-cr-lf': {
    status: 503,
    says: 'There’s a problem with how this app is set up',
    log: {
      code: 'sign_in_unavailable',
      fixableBy: 'operator',
      operator: 'the request is missing a field',
      aadsts: 900144,
    },
  },
  'prompt-none-login-required': {
    status: 400,
    says: 'Please sign in again',
    log: { code: 'sign_in_expired', fixableBy: 'person', aadsts: 50058 },
  },
  'prompt-none-interaction-required': {
    status: 403,
    says: 'Your organization requires another step',
    log: { code: 'more_proof_needed', fixableBy: 'person', aadsts: 50076 },
  },
  'prompt-none-consent-required': {
    status: 403,
    says: 'Only an administrator can grant the permissions it asks for.',
    approval: true,
    log: { code: 'admin_consent_needed', fixableBy: 'administrator', aadsts: 65001 },
  },
  // invalid_client, and no credential is meant.
  'registration-error': {
    status: 503,
    says: 'There’s a problem with how this app is set up',
    log: {
      fixableBy: 'operator',
      operator: 'a requested scope is none that the API has: check SCOPE',
      aadsts: 650053,
    },
  },
  transient: {
    status: 503,
    says: 'Microsoft couldn’t be reached',
    log: { code: 'entra_unavailable', fixableBy: 'microsoft', aadsts: 90033 },
  },
  'admin-consent-granted': granted,
  'admin-consent-granted-without-state': granted,
  'admin-consent-refused': notGranted,
  'admin-consent-cancelled': { ...notGranted, log: { code: 'admin_consent_refused', aadsts: 65004 } },
  'admin-consent-cancelled-2019': notGranted,
  'admin-consent-foreign-account': {
    status: 403,
    says: 'The account you chose is not of this organization, so nothing was granted.',
    log: { code: 'admin_consent_refused', aadsts: 50020 },
  },
  'admin-consent-bad-request': {
    status: 403,
    says: 'There’s a problem with the link or with how this app is set up',
    log: { code: 'admin_consent_refused', fixableBy: 'operator', aadsts: 900144 },
  },
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
  expect([response.status, response.headers.get('location')]).toEqual([
    expected.status,
    expected.location ?? null,
  ])
  if (expected.says !== undefined) expect(page).toMatch(expected.says)
  expect(page.includes('/adminconsent?')).toBe(expected.approval ?? false)
  if (expected.log) expect(app.logs.at(-1)).toMatchObject(expected.log)
  // Nothing of Microsoft's text, and no reason that nobody knows.
  expect(page).not.toMatch(/AADSTS\d+:|Trace|does not know/)
  expect(browser.sessionToken !== undefined).toBe(expected === signedIn)
})
