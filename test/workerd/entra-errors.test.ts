import { expect, test } from 'vitest'
import { aadstsTable } from '../../emulator/protocol/aadsts.ts'
import { EntraError, errorFields } from '../../emulator/protocol/entra-error.ts'
import { entrywayEverywhere, personalAccounts } from '../../emulator/seed.ts'
import { CREDENTIAL_ROWS, ENTRA_REFUSALS } from '../../src/entryway/entra/aadsts.ts'
import { explain, explainRedirect } from '../../src/entryway/entra/errors.ts'
import type { ErrorCode } from '../../src/entryway/errors/messages.ts'
import { CALLBACK, contosoSettings, visit } from './app.ts'
import type { Browser } from './browser.ts'
import { expectRefused, expectSignedIn, signInUnavailable } from './refused.ts'

/** The buttons of each page, and its status. */
const PAGES = {
  account_blocked: [403, 'Choose another account'],
  account_not_in_tenant: [403, 'Choose another account'],
  access_policy: [403, 'Choose another account'],
  admin_consent_needed: [403, 'Sign in again'],
  canceled: [400, 'Sign in again', 'Home'],
  consent_declined: [403, 'Sign in again', 'Home'],
  entra_refused: [403, 'Sign in again', 'Choose another account'],
  entra_unavailable: [503, 'Try again', 'Home'],
  more_proof_needed: [403, 'Sign in again'],
  not_assigned: [403, 'Choose another account'],
  sign_in_expired: [400, 'Sign in again', 'Home'],
  sign_in_unavailable: [503, 'Home'],
  token_response_refused: [502, 'Try again', 'Home'],
} satisfies Partial<Record<ErrorCode, [status: number, ...buttons: string[]]>>

const HOST = 'https://login.microsoftonline.com'

/** One number of each kind: its page, and who can fix it. recorded-token-answers.test.ts has those of the token endpoint. */
const KINDS = [
  [50020, 'account_not_in_tenant', 'person'],
  [50053, 'account_blocked', 'administrator'],
  [50055, 'account_blocked', 'person'],
  [50074, 'more_proof_needed', 'person'],
  [53003, 'access_policy', 'administrator'],
  [50105, 'not_assigned', 'administrator'],
  [65001, 'admin_consent_needed', 'administrator'],
  [65004, 'consent_declined', 'person'],
  [501481, 'token_response_refused', 'person'],
  [54005, 'sign_in_expired', 'person'],
  [50011, 'sign_in_unavailable', 'operator'],
  [50196, 'entra_unavailable', 'operator'],
  [90033, 'entra_unavailable', 'microsoft'],
] as const

/** Of device codes, of Graph, and of requests that the app does not make. */
const NOT_MET = [50049, 70016, 70018, 70019, 90093, 90123]

test.each(
  [...aadstsTable.values()].filter(({ where, number }) => where !== 'page' && !NOT_MET.includes(number)),
)('AADSTS$number, which Entra sends, has words of its own, at both endpoints', ({ number, error = '' }) => {
  const reason = explain({ error, suberror: null, aadsts: number })
  expect(reason).toMatchObject({ aadsts: number, operator: expect.stringMatching(/\w/) })
  expect(reason.code).not.toBe('entra_refused')
  const redirect = new URLSearchParams({ error, error_description: `AADSTS${number}: Text.` })
  // No credential is sent to /authorize.
  const isOfCredential = CREDENTIAL_ROWS.some(([answers]) => answers.includes(number))
  expect(explainRedirect(redirect)).toMatchObject(
    isOfCredential ? { fix: 'check CLIENT_ID, SCOPE and the registration' } : { aadsts: number },
  )
})

const APPROVAL = `${contosoSettings.AUTHORITY}/v2.0/adminconsent?${new URLSearchParams({
  client_id: contosoSettings.CLIENT_ID,
  scope: 'openid profile offline_access User.Read',
  redirect_uri: CALLBACK,
  state: 'admin_consent',
})}`

const buttons = (page: string) =>
  [...page.matchAll(/<a class="button[^>]*>([^<]*)</g)].map(([, label]) => label)

test.each(KINDS)('shows the page for AADSTS%i: %s, for the %s to fix', async (number, code, fixableBy) => {
  const { app, browser } = await visit()
  const { searchParams } = await browser.startSignIn('?return_to=/profile')
  const fields = errorFields(new EntraError(number), { origin: HOST, now: 0, correlationId: 'theirs' })
  const answer = new URLSearchParams({ ...fields, state: searchParams.get('state') ?? '' })
  const { text = '' } = aadstsTable.get(number) ?? {}
  const approval = code === 'admin_consent_needed' ? APPROVAL : undefined
  const [status, ...labels] = PAGES[code]
  const expected = { status, code, reason: 'entra', approval }
  const page = await expectRefused(app, browser, `${CALLBACK}?${answer}`, expected)
  expect(buttons(page)).toEqual(labels)
  expect(page).toContain(app.lastLog('error')?.correlationId)
  expect(page).not.toMatch(/AADSTS\d+:|Trace ID|error_/)
  expect(page).not.toContain(text.slice(0, 30))
  for (const [, href] of page.matchAll(/<a class="button[^>]*href="([^"]*)"/g)) {
    expect(['/', '/login?return_to=%2Fprofile']).toContain(href)
  }
  expect(app.lastLog('error')).toMatchObject({ aadsts: number, fixableBy, operator: expect.any(String) })
  expect(JSON.stringify(app.logs)).not.toMatch(/Trace ID|AADSTS/)
})

test.each([...aadstsTable.values()].filter(({ where }) => where === 'page').map(({ number }) => number))(
  'AADSTS%i, which Entra shows on its own page: the app hears nothing, and another account signs in',
  async (number) => {
    const { app, browser } = await visit()
    app.emulator.setFault('aadsts', { aadsts: number })
    const stranded = await browser.entra.get((await browser.startSignIn()).href)
    expect([stranded.status, stranded.headers.get('location')]).toEqual([400, null])
    expect(app.logs.map(({ event }) => event)).toEqual(['sign_in_started'])
    await expectSignedIn(app, browser, await browser.reachCallback())
  },
)

/** A refusal that Entra has just thought of. */
async function refuse(browser: Browser, answer: Record<string, string>): Promise<URL> {
  const { searchParams } = await browser.startSignIn()
  const query = new URLSearchParams({ ...answer, state: searchParams.get('state') ?? '' })
  return new URL(`https://entryway.example/callback?${query}`)
}

test.each([
  ['a number and an error that nobody knows', 'some_new_error', 'AADSTS5999999: New.', 'entra_refused'],
  ['access_denied with no number', 'access_denied', '', 'canceled'],
  ['a number far into the text', 'some_new_error', `${'a'.repeat(250)} AADSTS50105`, 'entra_refused'],
] as const)('%s has a page', async (_, error, error_description, code) => {
  const { app, browser } = await visit()
  const callback = await refuse(browser, { error, error_description })
  const [status, ...labels] = PAGES[code]
  const approval = code === 'canceled' ? APPROVAL : undefined
  const page = await expectRefused(app, browser, callback, { status, code, reason: 'entra', approval })
  expect(buttons(page)).toEqual(labels)
})

const EVERYBODY = { CLIENT_ID: entrywayEverywhere.clientId }

test.each([
  ['one tenant', {}, true],
  ['customers', { AUTHORITY: 'https://fourthcoffee.ciamlogin.com' }, true],
  ['personal accounts', { ...EVERYBODY, AUTHORITY: `${HOST}/consumers` }, false],
  ['personal accounts by their tenant', { ...EVERYBODY, AUTHORITY: `${HOST}/${personalAccounts.id}` }, false],
])(
  '“Cancel” and “Need admin approval” are one answer: what both need, at %s',
  async (_, settings, hasLink) => {
    const { app, browser } = await visit(settings)
    const callback = await refuse(browser, { error: 'access_denied', error_subcode: 'cancel' })
    const response = await browser.get(callback.href)
    const page = await response.text()
    expect(page).toContain('othing was shared with this app, and nothing has changed.')
    expect(page.includes('adminconsent')).toBe(hasLink)
    expect(page.includes('needs an administrator’s approval')).toBe(hasLink)
    expect(page).not.toContain('does not know')
    expect(buttons(page)).toEqual(['Sign in again', 'Home'])
    expect(app.lastLog('error')).toMatchObject({ fixableBy: 'person' })
    expect(app.outbound.filter((line) => line.startsWith('POST'))).toEqual([])
  },
)

const PERSONAL_NO = 'The user has denied access to the scope requested by the client application.'

test.each([[' and an ID after it', `${PERSONAL_NO}\r\nTrace ID: 00000000-0000-4000-8000-0000000000f1`]])(
  'a personal account’s No, which has a sentence%s and no number, is a No and no riddle',
  async (_, error_description) => {
    const { app, browser } = await visit({ ...EVERYBODY, AUTHORITY: `${HOST}/common` })
    const callback = await refuse(browser, { error: 'access_denied', error_description })
    const page = await expectRefused(app, browser, callback, {
      status: 403,
      code: 'consent_declined',
      reason: 'entra',
    })
    expect(page).toContain('You canceled, or declined')
    expect(page).not.toMatch(/adminconsent|administrator/)
  },
)

test.each([['AADSTS59999'], ['AADSTS70002'], ['AADSTS7000218']])(
  'invalid_client of the authorization endpoint, %s, is not the credential’s, which is not sent there',
  async (number) => {
    const { app, browser } = await visit()
    const callback = await refuse(browser, { error: 'invalid_client', error_description: `${number}: New.` })
    await expectRefused(app, browser, callback, signInUnavailable('entra'))
    const operator = String(app.lastLog('error')?.operator)
    expect(operator).toContain('check CLIENT_ID, SCOPE and the registration')
    expect(operator).not.toMatch(/credential|secret/i)
  },
)

test('no answer of Entra’s is in the table twice', () => {
  const answers = ENTRA_REFUSALS.flatMap(([, , rows]) => rows.flatMap(([each]) => each))
  expect(answers.filter((answer, index) => answers.indexOf(answer) !== index)).toEqual([])
})
