import { expect, test } from 'vitest'
import { aadstsTable } from '../../emulator/aadsts.ts'
import type { RefusalCode } from '../../src/refusals.ts'
import { CALLBACK, contosoSettings, startApp } from './app.ts'
import type { Browser } from './browser.ts'
import { expectRefused } from './refused.ts'

/** The buttons of each page, and its status. */
const PAGES = {
  account_blocked: [403, 'Choose another account'],
  account_not_in_tenant: [403, 'Choose another account'],
  access_policy: [403, 'Choose another account'],
  admin_consent_needed: [403, 'Sign in again', 'Choose another account'],
  consent_declined: [403, 'Sign in again', 'Home'],
  consent_needed: [403, 'Sign in again', 'Home'],
  entra_refused: [403, 'Sign in again', 'Choose another account'],
  entra_unavailable: [503, 'Try again', 'Home'],
  more_proof_needed: [403, 'Sign in again'],
  not_assigned: [403, 'Choose another account'],
  sign_in_expired: [400, 'Sign in again', 'Home'],
  sign_in_unavailable: [503, 'Home'],
  token_response_refused: [502, 'Try again', 'Home'],
} satisfies Partial<Record<RefusalCode, [status: number, ...buttons: string[]]>>

/** What the person is told, for every number that Entra may send. */
const CODES: Record<keyof typeof PAGES, number[]> = {
  account_not_in_tenant: [16000, 50020, 50034, 51004, 90072, 500208],
  account_blocked: [50053, 50055, 50056, 50057],
  more_proof_needed: [50072, 50074, 50076, 50078, 50079, 50140],
  access_policy: [50097, 50131, 53000, 53001, 53002, 53003, 530032, 530035],
  not_assigned: [50105],
  admin_consent_needed: [90094, 90095],
  consent_needed: [65001],
  consent_declined: [65004],
  sign_in_expired: [
    ...[50013, 50058, 50126, 50132, 50133, 50173, 50196, 54005, 70000, 70008, 70043, 70044],
    ...[70051, 500112, 500133, 700005, 700082, 700084],
  ],
  sign_in_unavailable: [
    ...[
      28000, 28002, 28003, 50001, 50011, 50012, 50048, 50059, 50147, 50194, 65005, 70001, 70002, 70005, 70007,
    ],
    ...[70011, 90002, 90014, 90019, 90023, 90124, 90130, 399266, 500011, 500210, 501491, 650052, 650053],
    ...[
      650056, 650057, 700011, 700016, 700022, 700023, 700024, 700025, 700027, 700030, 700051, 700054, 900144,
    ],
    ...[900561, 7000112, 7000215, 7000216, 7000218, 7000222, 9000411, 9001023, 9002313, 9002325, 9002326],
    ...[9002327, 9002332],
  ],
  token_response_refused: [501481],
  entra_unavailable: [50033, 90006, 90024, 90033, 90055, 165004],
  entra_refused: [70003, 70016, 70018, 70019],
}

const CASES = Object.entries(CODES).flatMap(([code, numbers]) =>
  numbers.map((number) => [number, code as keyof typeof PAGES] as const),
)

test('every number of Entra’s has a page', () => {
  const numbers = CASES.map(([number]) => number)
  expect(numbers.toSorted((a, b) => a - b)).toEqual([...aadstsTable.keys()].sort((a, b) => a - b))
})

const APPROVAL = `${contosoSettings.AUTHORITY}/v2.0/adminconsent?${new URLSearchParams({
  client_id: contosoSettings.CLIENT_ID,
  scope: 'openid profile offline_access User.Read',
  redirect_uri: CALLBACK,
  state: 'admin_consent',
})}`

const buttons = (page: string) =>
  [...page.matchAll(/<a class="button[^>]*>([^<]*)</g)].map(([, label]) => label)

test.each(CASES)('AADSTS%i: %s', async (number, code) => {
  const app = await startApp()
  const browser = app.browser()
  app.emulator.setFault('aadsts', { aadsts: number })
  const callback = await browser.reachCallback(undefined, '?return_to=/profile')
  const [status, ...labels] = PAGES[code]
  // A 5xx of the token endpoint is not read: whatever it says, Entra is away.
  const {
    where,
    status: entraStatus,
    text,
  } = aadstsTable.get(number) ?? { where: 'token', status: 0, text: '' }
  const unread = where === 'token' && entraStatus >= 500
  const reason = unread ? `status_${entraStatus}` : 'entra'

  const approval = code === 'admin_consent_needed' ? APPROVAL : undefined
  const page = await expectRefused(app, browser, callback, { status, code, reason, approval })
  expect(buttons(page)).toEqual(labels)
  expect(page).toContain(app.lastLog('refusal')?.correlationId)
  expect(page).not.toMatch(/AADSTS|Trace ID|error_/)
  expect(page).not.toContain(text.slice(0, 30))
  for (const [, href] of page.matchAll(/<a class="button[^>]*href="([^"]*)"/g)) {
    expect(['/', '/login?return_to=%2Fprofile']).toContain(href)
  }
  if (!unread) {
    expect(app.lastLog('refusal')).toMatchObject({ aadsts: number, operator: expect.stringMatching(/\w{3}/) })
  }
  expect(JSON.stringify(app.logs)).not.toMatch(/Trace ID|AADSTS/)
})

/** A refusal that Entra has just thought of. */
async function refuse(browser: Browser, answer: Record<string, string>): Promise<URL> {
  const { searchParams } = await browser.startSignIn()
  const query = new URLSearchParams({ ...answer, state: searchParams.get('state') ?? '' })
  return new URL(`https://entryway.example/callback?${query}`)
}

test.each([
  ['a number and an error that nobody knows', 'some_new_error', 'AADSTS5999999: New.', 'entra_refused'],
  ['a number that nobody knows beside access_denied', 'access_denied', 'AADSTS59999: New.', 'entra_refused'],
  ['access_denied with no number', 'access_denied', '', 'entra_refused'],
  [
    'a number that nobody knows beside an error that is known',
    'server_error',
    'AADSTS59999: New.',
    'entra_unavailable',
  ],
  ['an error with no number', 'temporarily_unavailable', '', 'entra_unavailable'],
  ['a number far into the text', 'some_new_error', `${'a'.repeat(250)} AADSTS50105`, 'entra_refused'],
] as const)('%s has a page', async (_, error, error_description, code) => {
  const app = await startApp()
  const browser = app.browser()
  const callback = await refuse(browser, { error, error_description })
  const [status, ...labels] = PAGES[code]
  const page = await expectRefused(app, browser, callback, { status, code, reason: 'entra' })
  expect(buttons(page)).toEqual(labels)
})

test('a person who cancels is told that nothing was shared', async () => {
  const app = await startApp()
  const browser = app.browser()
  const callback = await browser.entra.cancel((await browser.startSignIn()).href)
  expect(callback.searchParams.get('error_subcode')).toBe('cancel')
  const page = await expectRefused(app, browser, callback, {
    status: 400,
    code: 'cancelled',
    reason: 'entra',
  })
  expect(page).toContain('Nothing was shared with this app, and nothing has changed.')
  expect(buttons(page)).toEqual(['Sign in again', 'Home'])
  expect(app.outbound.filter((line) => line.startsWith('POST'))).toEqual([])
})
