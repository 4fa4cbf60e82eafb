// Why Entra refuses the operator: each number in words, with a way on, and Entra's own words beside.
import { beforeEach, describe, expect, test } from 'vitest'
import { aadstsTable } from '../../emulator/protocol/aadsts.ts'
import { nestor } from '../../emulator/seed.ts'
import { operatorRefusals } from '../../emulator/state/directory-faults.ts'
import { BY_NUMBER } from '../../tools/register/sign-in/sign-in-numbers.ts'
import { signInRefusal } from '../../tools/register/sign-in/sign-in-refusals.ts'
import type { SignInWay } from '../../tools/register/sign-in/sign-in-words.ts'
import { errorIn } from '../../tools/register/sign-in/token-answer.ts'
import { sampleCalled } from '../support/recorded.ts'
import { answerInstead, contosoRun, type Entra, enterCode, registered, runRegister } from './register-run.ts'

const WAYS: SignInWay[] = ['browser', 'device code']
const refused = (aadsts: number | null, way: SignInWay, client?: string, error = 'invalid_grant') =>
  signInRefusal({ error, aadsts, description: '' }, way, client)

test.each([
  ['device-code-blocked', 53003, /without --device-code.*GRAPH_TOKEN/],
  ['device-code-unmanaged-device', 50097, /managed computer.*GRAPH_TOKEN/],
  ['65001', 65001, /administrator.*--dry-run.*GRAPH_TOKEN/],
  ['65001-without-claims', 65001, /administrator.*--dry-run/],
  ['50076-claims', 50076, /complete it.*GRAPH_TOKEN/],
  ['50079', 50079, /complete it/],
  ['700016', 700016, /--sign-in-client/],
  ['50057', 50057, /another account/],
])(
  'the recorded answer %s (AADSTS%i) by device code is explained, in Entra’s words too',
  (name, number, next) => {
    const refusal = signInRefusal(errorIn({ json: sampleCalled('token-answers', name).body }), 'device code')
    expect(refusal).toMatchObject({ kind: 'sign_in', next: expect.stringMatching(next) })
    expect(refusal.message).toContain(`AADSTS${number}`)
    expect(refusal.message).not.toMatch(/Trace ID|Correlation ID/)
  },
)

test('each number of the table stands in one row, and has complete sentences with a way on', () => {
  const numbers = BY_NUMBER.flatMap(([each]) => each)
  expect(numbers).toEqual([...new Set(numbers)])
  for (const aadsts of numbers)
    for (const way of WAYS) {
      const { message, next } = refused(aadsts, way)
      expect(message).toMatch(new RegExp(`^[A-Z].*AADSTS${aadsts}\\.$`))
      expect(next).toMatch(/^[A-Z].*\.\)?$/)
      expect(next).toMatch(/--[a-z]|GRAPH_TOKEN|run this again|administrator|another account/i)
    }
})

/** These are not in that table, but in the app's. */
test.each([
  [90084, /--tenant/],
  [500021, /policy allows|without --device-code/],
  [50125, /complete it/],
  [65004, /accept on the page/],
  [90094, /--dry-run/],
  [80012, /administrator to lift that/],
  [80001, /federation/],
  [700082, /Run this again/],
  [90033, /in a few minutes/],
  [123456, /error\?code=123456/],
])('AADSTS%i has a way on by what the app knows of it: %s', (aadsts, wayOn) => {
  for (const way of WAYS) expect(refused(aadsts, way).next).toMatch(wayOn)
})

test('what is refused is the operator’s sign-in, never the app that is registered', () => {
  for (const aadsts of [...aadstsTable.keys(), 50146, 650051, 700030, 700082, 90043]) {
    const { message, next } = refused(aadsts, 'browser')
    expect(`${aadsts}: ${message} ${next}`).not.toMatch(
      /\b(SCOPE|AUTHORITY|REDIRECT_URI|CLIENT_ID)\b|register(ed)? it|the registration|the app’s|a proxy|refresh token/,
    )
  }
})

test('what the local Entra can refuse is known', () => {
  for (const aadsts of operatorRefusals)
    expect(refused(aadsts, 'device code').next).not.toContain('sign-in log for more')
})

test('an unknown error is reported in Entra’s own words', () => {
  const description = 'AADSTS650051: Because\r\nTrace ID: 1'
  const { message, next } = signInRefusal({ error: 'invalid_client', aadsts: 650051, description }, 'browser')
  expect(message).toBe('Entra rejected the sign-in. Entra returned invalid_client, AADSTS650051: Because.')
  expect(next).toContain('https://login.microsoftonline.com/error?code=650051')
})

test('the browser is never sent to the browser', () => {
  for (const [[aadsts = 0]] of BY_NUMBER)
    expect(refused(aadsts, 'browser').next).not.toContain('without --device-code')
})

describe('a client of --sign-in-client', () => {
  const OWN = '11111111-2222-4333-8444-555555555555'

  test.each([50105, 65001, 65004, 90094, 7000112, 700016, 70018])(
    'is the one that the words about AADSTS%i name',
    (aadsts) => {
      const { next } = refused(aadsts, 'browser', OWN)
      expect(next).toContain(OWN)
      expect(next).not.toMatch(/Microsoft Graph Command Line Tools|your own app with --sign-in-client/)
    },
  )

  test.each([OWN, undefined])(
    'needs "Allow public client flows", as an installed app does (%s)',
    (client) => {
      const { next, message } = refused(7000218, 'device code', client)
      expect(next).toMatch(/Allow public client flows.*http:\/\/localhost.*Mobile and desktop applications/)
      expect(next + message).not.toMatch(/disabled|Command Line Tools/)
    },
  )

  test('is named by a whole run', async () => {
    const { entra, args } = await contosoRun()
    const no = { error: 'invalid_client', error_description: 'AADSTS50105: No.', error_codes: [50105] }
    answerInstead(entra, 'POST', /devicecode$/, () => Response.json(no, { status: 400 }))
    const { exitCode, stdout } = await runRegister([...args, '--sign-in-client', OWN])
    expect([exitCode, stdout]).toEqual([3, expect.stringContaining(`Enterprise apps > ${OWN} >`)])
  })
})

test.each(['interaction_required', 'login_required'])(
  '%s without a number: what the page asks is done',
  (error) => {
    const { next } = refused(null, 'browser', undefined, error)
    expect(next).toMatch(/Run this again and complete/)
    expect(next).not.toContain('--sign-in-client')
  },
)

describe('an Entra that is busy', () => {
  let entra: Entra
  let args: string[]
  beforeEach(async () => {
    ;({ entra, args } = await contosoRun())
  })
  const gateway = () => new Response('<h1>Bad Gateway</h1>', { status: 502 })
  const busy = (status: number, seconds?: string) => () =>
    new Response('busy', { status, headers: seconds ? { 'Retry-After': seconds } : {} })

  test.each([
    ['429 with Retry-After', busy(429, '17'), 17],
    ['429 without', busy(429), 5],
    ['503 with Retry-After', busy(503, '20'), 20],
    ['504 with a page', gateway, 5],
  ])('that answers a poll with %s is asked again after that time', async (_, answer, expected) => {
    answerInstead(entra, 'POST', /token$/, answer, 2)
    let isEntered = false
    const { exitCode, waits } = await runRegister(args, {
      operator: null,
      during: async (_, text) => {
        if (isEntered || !text.includes('Enter')) return
        isEntered = true
        await enterCode(text, nestor)
      },
    })
    expect([exitCode, waits]).toEqual([0, [5, expected, expected]])
    expect(registered(entra)).toHaveLength(1)
  })

  const DOWN = 'it returned 502 from 07:00:15 UTC to'
  test.each([
    ['to the end', 'nothing', 5, new RegExp(`: ${DOWN} 07:15:00 UTC, when the code expired\\.`)],
    ['until the code expired', 'expired_token', 5, new RegExp(`: ${DOWN} 07:10:\\d\\d UTC, when the code`)],
    ['for a while', 'authorization_pending', 3, /^Error: The code expired before it was entered\./m],
  ])('%s is not taken for a sign-in that nobody made', async (_, then, exitCode, says) => {
    let now = Date.UTC(2027, 0, 1, 7)
    entra.intercept = ({ url }) => {
      const isUp = now < Date.UTC(2027, 0, 1, 7, 0, 15)
      if (!url.endsWith('/token') || isUp) return null
      const isDown = then === 'nothing' || now < Date.UTC(2027, 0, 1, 7, 10)
      return isDown ? gateway() : Response.json({ error: then }, { status: 400 })
    }
    const run = await runRegister(args, {
      operator: null,
      now: () => now,
      during: (seconds) => {
        now += seconds * 1000
      },
    })
    expect([run.exitCode, run.stdout]).toEqual([exitCode, expect.stringMatching(says)])
    expect(run.stdout).toContain('Nothing was changed.')
  })

  test('and gives no code is not reported as a rejected sign-in', async () => {
    answerInstead(entra, 'POST', /devicecode$/, gateway)
    const { exitCode, stdout } = await runRegister(args)
    expect([exitCode, stdout]).toEqual([5, expect.stringContaining('it returned 502 to each of 4 requests.')])
  })

  test('is asked for the code again after Retry-After', async () => {
    answerInstead(entra, 'POST', /devicecode$/, busy(429, '3'), 1)
    const { exitCode, waits } = await runRegister(args)
    expect([exitCode, waits]).toEqual([0, [3, 5]])
  })
})
