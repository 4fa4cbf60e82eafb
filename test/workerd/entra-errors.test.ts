import { expect, test } from 'vitest'
import { aadstsTable } from '../../emulator/protocol/aadsts.ts'
import { EntraError, errorFields, errorJson } from '../../emulator/protocol/entra-error.ts'
import { entrywayEverywhere, personalAccounts } from '../../emulator/seed.ts'
import { CREDENTIAL_ROWS, ENTRA_REFUSALS } from '../../src/entryway/entra/aadsts.ts'
import { type EntraReason, explain, explainRedirect } from '../../src/entryway/entra/errors.ts'
import { forOperator } from '../../src/entryway/errors/entryway-error.ts'
import type { ErrorCode } from '../../src/entryway/errors/messages.ts'
import { CALLBACK, contosoSettings, type TestApp, visit } from './app.ts'
import type { Browser } from './browser.ts'
import { refuseTokens } from './changed-answers.ts'
import { expectRefused, expectSignedIn, signInUnavailable } from './refused.ts'

/** The buttons of each page, and its status. */
const PAGES = {
  account_blocked: [403, 'Choose another account'],
  account_not_in_tenant: [403, 'Choose another account'],
  access_policy: [403, 'Choose another account'],
  admin_consent_needed: [403, 'Sign in again'],
  canceled: [400, 'Sign in again', 'Home'],
  consent_declined: [403, 'Sign in again', 'Home'],
  consent_needed: [403, 'Sign in again', 'Home'],
  entra_refused: [403, 'Sign in again', 'Choose another account'],
  entra_unavailable: [503, 'Try again', 'Home'],
  more_proof_needed: [403, 'Sign in again'],
  not_assigned: [403, 'Choose another account'],
  sign_in_expired: [400, 'Sign in again', 'Home'],
  sign_in_unavailable: [503, 'Home'],
  token_response_refused: [502, 'Try again', 'Home'],
} satisfies Partial<Record<ErrorCode, [status: number, ...buttons: string[]]>>

const HOST = 'https://login.microsoftonline.com'

type Settler = 'person' | 'administrator' | 'operator' | 'microsoft'

/** For every number that Entra may send: what the person is told, who can settle it, and a word of the operator's sentence. */
const CODES: [keyof typeof PAGES, Settler, ...rows: [word: string, ...numbers: number[]][]][] = [
  [
    'account_not_in_tenant',
    'person',
    ['invite it as a guest', 16000, 50020, 90072],
    ['no such account', 50034, 51004],
    ['signs in elsewhere', 500208],
  ],
  ['account_blocked', 'administrator', ['locked', 50053], ['no password', 50056], ['disabled', 50057]],
  ['account_blocked', 'person', ['password has expired', 50055]],
  [
    'more_proof_needed',
    'person',
    ['is required', 50074, 50076],
    ['again', 50078],
    ['must register', 50072, 50079],
  ],
  [
    'access_policy',
    'administrator',
    ['device authentication', 50097],
    ['compliant device', 53000],
    ['domain-joined', 53001],
    ['approved app', 53002],
    ['Conditional Access blocked', 50131, 53003],
    ['security policy', 530032],
    ['security defaults', 530035],
  ],
  ['not_assigned', 'administrator', ['Users and groups', 50105]],
  ['admin_consent_needed', 'administrator', ['must consent', 90094], ['approve the request', 90095]],
  ['consent_needed', 'person', ['consented', 65001]],
  ['consent_declined', 'person', ['declined', 65004]],
  ['token_response_refused', 'person', ['PKCE verifier', 501481]],
  [
    'sign_in_expired',
    'person',
    ['assertion', 50013, 500133],
    ['silent', 50058],
    ['wrong user name', 50126],
    ['revoked', 50132, 50133, 50173],
    ['Stay signed in?', 50140],
    ['already redeemed', 54005],
    ['malformed, or belongs to another app', 70000],
    ['has expired', 70008],
    ['ended the refresh token', 70043],
    ['ended the Entra session', 70044],
    ['no reason', 70051],
    ['another tenant', 700005],
    ['90 days', 700082],
    ['as Web', 700084],
    ['no longer valid', 500112],
  ],
  [
    'sign_in_unavailable',
    'operator',
    ['CLIENT_SECRET is wrong', 70002, 7000215],
    ['secret has expired', 7000222],
    ['no credential', 7000216, 7000218],
    ['public client', 700025],
    ['certificate is not registered', 50012, 700027],
    ['CLIENT_ID', 50048, 700011, 700016],
    ['a clock is wrong', 700024],
    ['certificate’s subject names', 700030],
    ['no service principal', 7000229],
    ['app is disabled', 70001, 7000112],
    ['REDIRECT_URI doesn’t exactly match', 50011],
    ['single-page application: register it as Web', 9002325, 9002327],
    ['Origin header', 9002326],
    ['tenant doesn’t exist', 90002],
    ['names no tenant', 50059, 90019],
    ['single-tenant', 50194],
    ['personal accounts only', 9002331],
    ['must name a tenant', 90124, 90130, 9001023, 9002332],
    ['host of AUTHORITY', 399266, 500210],
    ['API of the requested scopes', 50001, 500011, 650052],
    ['lacks the API permission', 65005, 650056, 650057],
    ['none that the API has', 650053],
    ['more than one API', 28000, 700022],
    ['name no API', 28003, 700023],
    ['check SCOPE', 28002, 70011, 1002012],
    ['PKCE challenge', 50147, 501491],
    ['response type', 70005, 700051, 700054],
    ['missing a field', 90014, 900144],
    ['grant type', 70003],
    ['malformed', 70007, 90023, 900561, 9000411, 9002313],
  ],
  ['entra_unavailable', 'operator', ['sign-in loop', 50196]],
  [
    'entra_unavailable',
    'microsoft',
    ['too many requests', 90055],
    ['temporarily', 50033, 90006, 90024, 90033, 165004],
  ],
]

const CASES = CODES.flatMap(([code, fixableBy, ...rows]) =>
  rows.flatMap(([word, ...numbers]) => numbers.map((number) => ({ number, code, fixableBy, word }))),
)

test('every number that has a page of its own is one that Entra sends', () => {
  for (const { number } of CASES) expect([...aadstsTable.keys()]).toContain(number)
})

const APPROVAL = `${contosoSettings.AUTHORITY}/v2.0/adminconsent?${new URLSearchParams({
  client_id: contosoSettings.CLIENT_ID,
  scope: 'openid profile offline_access User.Read',
  redirect_uri: CALLBACK,
  state: 'admin_consent',
})}`

const buttons = (page: string) =>
  [...page.matchAll(/<a class="button[^>]*>([^<]*)</g)].map(([, label]) => label)

/** Entra's answer with this number, in its own words, wherever it gives it. */
async function refusedAt(
  place: 'authorize' | 'token',
  number: number,
): Promise<{ app: TestApp; browser: Browser; callback: URL }> {
  const { app, browser } = await visit()
  const occasion = { origin: 'https://login.microsoftonline.com', now: 0, correlationId: 'theirs' }
  const error = new EntraError(number)
  if (aadstsTable.get(number)?.where === place) app.emulator.setFault('aadsts', { aadsts: number })
  else if (place === 'token') refuseTokens(app, errorJson(error, occasion), error.row.status)
  else {
    const { searchParams } = await browser.startSignIn('?return_to=/profile')
    const answer = { ...errorFields(error, occasion), state: searchParams.get('state') ?? '' }
    return { app, browser, callback: new URL(`${CALLBACK}?${new URLSearchParams(answer)}`) }
  }
  return { app, browser, callback: await browser.reachCallback(undefined, '?return_to=/profile') }
}

/** Nobody is asked silently: consent that is missing at /authorize is not the person's to give. */
const settledAt = (place: 'authorize' | 'token', { number, code, fixableBy }: (typeof CASES)[number]) =>
  number === 65001 && place === 'authorize'
    ? ({ code: 'admin_consent_needed', fixableBy: 'administrator' } as const)
    : { code, fixableBy }

/** As the log has it. */
const logged = ({ fix, ...reason }: EntraReason) => ({
  ...reason,
  operator: forOperator({ ...reason, fix }),
})

test.each(CASES)('AADSTS$number is $code, for the $fixableBy to settle', (expected) => {
  const { number, word } = expected
  const answer = { error: aadstsTable.get(number)?.error ?? '', suberror: null, aadsts: number }
  const operator = expect.stringContaining(word)
  expect(logged(explain(answer))).toEqual({ ...settledAt('token', expected), operator, aadsts: number })
  // No credential is sent to /authorize.
  const isOfCredential = CREDENTIAL_ROWS.some(([answers]) => answers.includes(number))
  const there = isOfCredential ? expect.stringContaining('SCOPE and the registration') : operator
  const redirect = new URLSearchParams({ error: answer.error, error_description: `AADSTS${number}: Text.` })
  const reason = explainRedirect(redirect)
  expect(reason && logged(reason)).toEqual({
    ...settledAt('authorize', expected),
    operator: there,
    aadsts: number,
  })
})

/** One of each kind, and one whose number a 5xx of the token endpoint has. */
const KINDS = CASES.filter(
  ({ code, fixableBy, number }, index) =>
    number === 90033 ||
    CASES.findIndex((each) => each.code === code && each.fixableBy === fixableBy) === index,
)

for (const place of ['authorize', 'token'] as const) {
  // With claims beside it the person is sent on to prove more: claims-challenge.test.ts.
  const isPage = ({ number, code }: (typeof CASES)[number]) =>
    !(place === 'token' && code === 'more_proof_needed' && aadstsTable.get(number)?.claims)
  test.each(KINDS.filter(isPage))(`the page of $code at /${place}, by AADSTS$number`, async (expected) => {
    const { number } = expected
    const { app, browser, callback } = await refusedAt(place, number)
    const { code, fixableBy } = settledAt(place, expected)
    const { status: entraStatus = 0, text = '' } = aadstsTable.get(number) ?? {}
    // Whatever a 5xx of the token endpoint says, Entra is away.
    const reason = place === 'token' && entraStatus >= 500 ? `status_${entraStatus}` : 'entra'
    const approval = code === 'admin_consent_needed' ? APPROVAL : undefined
    const [status, ...labels] = PAGES[code]

    const page = await expectRefused(app, browser, callback, { status, code, reason, approval })
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
}

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
  ['a number that nobody knows beside access_denied', 'access_denied', 'AADSTS59999: New.', 'entra_refused'],
  ['access_denied with no number', 'access_denied', '', 'canceled'],
  [
    'a number that nobody knows beside an error that is known',
    'server_error',
    'AADSTS59999: New.',
    'entra_unavailable',
  ],
  ['an error with no number', 'temporarily_unavailable', '', 'entra_unavailable'],
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
  ['any organization', { ...EVERYBODY, AUTHORITY: `${HOST}/organizations` }, true],
  ['any account', { ...EVERYBODY, AUTHORITY: `${HOST}/common` }, true],
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

test.each([
  ['', PERSONAL_NO],
  [' and an ID after it', `${PERSONAL_NO}\r\nTrace ID: 00000000-0000-4000-8000-0000000000f1`],
])(
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

test.each([
  [50146, 'sign_in_unavailable', 'signing key'],
  [90038, 'sign_in_unavailable', 'another cloud'],
  [500212, 'access_policy', 'cross-tenant'],
  [500021, 'access_policy', 'tenant restriction'],
  [50144, 'account_blocked', 'password'],
  [53011, 'account_blocked', 'risk'],
  [500121, 'more_proof_needed', 'authentication failed'],
  [160021, 'sign_in_expired', 'no longer has a session'],
  [80002, 'entra_unavailable', 'own directory'],
  [500341, 'account_not_in_tenant', 'or it was deleted'],
  [500571, 'account_blocked', 'disabled'],
  [530003, 'access_policy', 'compliant device'],
  [53009, 'access_policy', 'Intune'],
  [501051, 'sign_in_unavailable', 'isn’t assigned to it'],
  [650051, 'sign_in_unavailable', 'service principal'],
  [1003031, 'sign_in_unavailable', 'API permission'],
])('AADSTS%i, which the local Entra does not give, is %s', (aadsts, code, word) => {
  const reason = explain({ error: 'invalid_grant', suberror: null, aadsts })
  expect(logged(reason)).toMatchObject({ code, operator: expect.stringContaining(word) })
})

test('no answer of Entra’s is in the table twice', () => {
  const answers = ENTRA_REFUSALS.flatMap(([, , rows]) => rows.flatMap(([each]) => each))
  expect(answers.filter((answer, index) => answers.indexOf(answer) !== index)).toEqual([])
})
