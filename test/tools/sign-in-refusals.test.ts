// Why Entra refuses the operator: each number in words, with a way on, and Entra's own words beside.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { aadstsTable } from '../../emulator/protocol/aadsts.ts'
import { nestor } from '../../emulator/seed.ts'
import { BY_NUMBER } from '../../tools/register/sign-in/sign-in-numbers.ts'
import { signInRefusal } from '../../tools/register/sign-in/sign-in-refusals.ts'
import { errorIn } from '../../tools/register/sign-in/token-answer.ts'
import { contosoRun, enterCode, registered, runRegister } from './register-run.ts'

type Sample = { name: string; status: number; body?: unknown }

const { samples } = JSON.parse(
  readFileSync(new URL('../recorded/token-answers.json', import.meta.url), 'utf8'),
) as { samples: Sample[] }

test.each([
  ['device-code-blocked', 53003, /without --device-code/],
  ['device-code-unmanaged-device', 50097, /managed computer/],
  ['65001', 65001, /administrator.*--dry-run/],
  ['65001-without-claims', 65001, /administrator.*--dry-run/],
  ['50076-claims', 50076, /multifactor|complete it/],
  ['50079', 50079, /complete it/],
  ['700016', 700016, /--sign-in-client/],
  ['50057', 50057, /another account/],
])('%s (AADSTS%i) by device code', (name, number, wayOn) => {
  const json = samples.find((each) => each.name === name)?.body
  const refusal = signInRefusal(errorIn({ json }), 'device code')
  expect(refusal.kind).toBe('sign_in')
  expect(refusal.next).toMatch(wayOn)
  expect(refusal.message).toContain(`AADSTS${number}`)
  expect(refusal.message).not.toMatch(/Trace ID|Correlation ID/)
})

/** Numbers without a recorded answer: Microsoft's page on error codes. */
test.each([
  [50105, /--sign-in-client/],
  [7000112, /enable it/],
  [50199, /confirm/],
  [530035, /multifactor/],
  [90094, /administrator/],
  [50020, /--tenant/],
  [90002, /--tenant/],
  [90038, /login\.microsoftonline\.us/],
  [500113, /http:\/\/localhost/],
  [123456, /error\?code=123456/],
  [9002332, /--tenant.*--kind consumers/],
  [530032, /Risky users/],
  [53011, /Risky users/],
  [530034, /Risky users/],
  [50131, /policy allows|without --device-code/],
  [50005, /managed computer/],
  [500121, /complete it/],
  [50173, /sign in again/],
  [70043, /sign in again/],
  [16003, /--tenant/],
  [50177, /--tenant/],
  [50128, /--tenant/],
  [500212, /Cross-tenant access settings/],
  [500213, /Cross-tenant access settings/],
  [500014, /Enterprise apps > Microsoft Graph/],
  [650057, /API permissions/],
  [90033, /in a few minutes/],
  ...[50129, 50155, 135011, 700003, 530004, 50127].map((number): [number, RegExp] => [
    number,
    /managed computer/,
  ]),
  [530021, /policy allows|without --device-code/],
  [530022, /policy allows|without --device-code/],
  [53010, /security-info/],
  [50135, /myaccount/],
  [50142, /myaccount/],
  [500571, /administrator/],
  [80012, /administrator/],
  [80001, /federation/],
  [50107, /federation/],
  [500201, /--tenant.*--kind consumers/],
  [90027, /--tenant.*--kind consumers/],
  [90130, /--tenant.*--kind consumers/],
  [70002, /--tenant/],
  [65002, /Leave --sign-in-client out/],
  [50194, /--tenant/],
  [9002326, /Mobile and desktop applications/],
  [9002327, /Mobile and desktop applications/],
  [700054, /Leave --sign-in-client out/],
  [700038, /--sign-in-client/],
  [5000224, /Microsoft support/],
  [5000225, /20 days/],
  [90043, /login\.microsoftonline\.us/],
  [900432, /login\.microsoftonline\.us/],
  [90025, /in a few minutes/],
  [90092, /in a few minutes/],
  [50196, /few minutes/],
  [700082, /Run this again/],
])('AADSTS%i names a way on', (aadsts, wayOn) => {
  for (const way of ['browser', 'device code'] as const) {
    const { next, message } = signInRefusal({ error: 'invalid_grant', aadsts, description: '' }, way)
    expect(next).toMatch(wayOn)
    expect(message).toContain(`AADSTS${aadsts}`)
  }
})

test('what is refused is the operator’s sign-in, never the app that is registered', () => {
  for (const aadsts of [...aadstsTable.keys(), 50146, 650051, 700030, 700082, 90043]) {
    const { message, next } = signInRefusal({ error: 'invalid_grant', aadsts, description: '' }, 'browser')
    expect(`${aadsts}: ${message} ${next}`).not.toMatch(
      /\b(SCOPE|AUTHORITY|REDIRECT_URI|CLIENT_ID)\b|register(ed)? it|the registration|the app’s|a proxy|refresh token/,
    )
  }
})

test('an unknown error is reported in Entra’s own words', () => {
  const { message, next } = signInRefusal(
    { error: 'invalid_client', aadsts: 650051, description: 'AADSTS650051: Because. Trace ID: 1' },
    'browser',
  )
  expect(message).toBe('Entra rejected the sign-in. Entra returned invalid_client, AADSTS650051: Because.')
  expect(next).toContain('https://login.microsoftonline.com/error?code=650051')
})

test.each([53003, 50097, 50105, 7000112, 65001, 50076, 50199, 53000, 90094])(
  'AADSTS%i: GRAPH_TOKEN takes the place of the sign-in',
  (aadsts) => {
    expect(signInRefusal({ error: 'invalid_grant', aadsts, description: '' }, 'device code').next).toContain(
      'GRAPH_TOKEN',
    )
  },
)

describe('a client of --sign-in-client', () => {
  const OWN = '11111111-2222-4333-8444-555555555555'
  const refused = (aadsts: number) =>
    signInRefusal({ error: 'invalid_grant', aadsts, description: '' }, 'browser', OWN).next

  test.each([50105, 65001, 65004, 90094, 7000112, 700016, 70018])(
    'is the one that the words about AADSTS%i name',
    (aadsts) => {
      const next = refused(aadsts)
      expect(next).toContain(OWN)
      expect(next).not.toMatch(/Microsoft Graph Command Line Tools|your own app with --sign-in-client/)
    },
  )

  test('needs "Allow public client flows", and http://localhost as that of an installed app', () => {
    for (const client of [OWN, undefined]) {
      const { next, message } = signInRefusal(
        { error: 'invalid_client', aadsts: 7000218, description: '' },
        'device code',
        client,
      )
      expect(next).toMatch(/Allow public client flows.*http:\/\/localhost.*Mobile and desktop applications/)
      expect(next + message).not.toMatch(/disabled|Command Line Tools/)
    }
  })

  test('is named by a whole run', async () => {
    const { entra, args } = await contosoRun()
    entra.intercept = ({ url }) =>
      url.endsWith('/devicecode')
        ? Response.json(
            { error: 'invalid_client', error_description: 'AADSTS50105: No.', error_codes: [50105] },
            { status: 400 },
          )
        : null
    const { exitCode, stdout } = await runRegister([...args, '--sign-in-client', OWN])
    expect([exitCode, stdout]).toEqual([3, expect.stringContaining(`Enterprise apps > ${OWN} >`)])
  })
})

test.each(['interaction_required', 'login_required'])(
  '%s without a number: what the page asks is done',
  (error) => {
    const { next } = signInRefusal({ error, aadsts: null, description: '' }, 'browser')
    expect(next).toMatch(/Run this again and complete/)
    expect(next).not.toContain('--sign-in-client')
  },
)

test.each(['browser', 'device code'] as const)('by %s, all advice is in complete sentences', (way) => {
  const numbers = [...BY_NUMBER.flatMap(([each]) => each), 123456, null]
  for (const aadsts of numbers) {
    const { message, next } = signInRefusal({ error: 'invalid_grant', aadsts, description: '' }, way)
    expect(message).toMatch(/^[A-Z].*\.$/)
    expect(next).toMatch(/^[A-Z].*\.\)?$/)
  }
})

test('the browser is never sent to the browser', () => {
  for (const aadsts of [53003, 50097, 50076, 50199]) {
    const { next } = signInRefusal({ error: 'invalid_grant', aadsts, description: '' }, 'browser')
    expect(next).not.toContain('without --device-code')
  }
})

describe('while the code is polled', () => {
  test.each([
    [
      '429 with Retry-After',
      () => new Response('busy', { status: 429, headers: { 'Retry-After': '17' } }),
      17,
    ],
    ['429 without', () => Response.json({ error: 'temporarily_unavailable' }, { status: 429 }), 5],
    ['503 with Retry-After', () => new Response('', { status: 503, headers: { 'Retry-After': '20' } }), 20],
    ['504 with a page', () => new Response('<html>', { status: 504 }), 5],
  ])('%s means wait', async (_, answer, expected) => {
    const { entra, args } = await contosoRun()
    let due = 2
    entra.intercept = ({ url }) => {
      if (!url.endsWith('/token') || due === 0) return null
      due -= 1
      return answer()
    }
    let entered = false
    const { exitCode, waits } = await runRegister(args, {
      operator: null,
      during: async (_, text) => {
        if (entered || !text.includes('Enter')) return
        entered = true
        await enterCode(text, nestor)
      },
    })
    expect([exitCode, waits]).toEqual([0, [5, expected, expected]])
    expect(registered(entra)).toHaveLength(1)
  })

  const gateway = () => new Response('<h1>Bad Gateway</h1>', { status: 502 })

  test.each([
    ['to the end', 'nothing', /: it returned 502 from 07:00:15 UTC to 07:15:00 UTC, when the code expired\./],
    [
      'until the code had expired',
      'expired_token',
      /: it returned 502 from 07:00:15 UTC to 07:10:\d\d UTC, when the code expired\./,
    ],
    [
      'for a while, and nobody entered the code',
      'authorization_pending',
      /^Error: The code expired before it was entered\./m,
    ],
  ])('a token endpoint that is down %s is reported as unavailable', async (_, then, says) => {
    const { entra, args } = await contosoRun()
    let now = Date.UTC(2027, 0, 1, 7)
    const at = (minutes: number) => now >= Date.UTC(2027, 0, 1, 7, minutes)
    entra.intercept = ({ url }) => {
      if (!url.endsWith('/token') || now < Date.UTC(2027, 0, 1, 7, 0, 15)) return null
      return then === 'nothing' || !at(10) ? gateway() : Response.json({ error: then }, { status: 400 })
    }
    const { exitCode, stdout } = await runRegister(args, {
      operator: null,
      now: () => now,
      during: (seconds) => {
        now += seconds * 1000
      },
    })
    expect(stdout).toMatch(says)
    expect(exitCode).toBe(then === 'authorization_pending' ? 3 : 5)
    expect(stdout).toContain('Nothing was changed.')
  })

  test('a device code endpoint that is down is not reported as a rejected sign-in', async () => {
    const { entra, args } = await contosoRun()
    entra.intercept = ({ url }) => (url.endsWith('/devicecode') ? gateway() : null)
    const { exitCode, stdout } = await runRegister(args)
    expect([exitCode, stdout]).toEqual([5, expect.stringContaining('it returned 502 to each of 4 requests.')])
  })

  test('429 for the code itself is waited out', async () => {
    const { entra, args } = await contosoRun()
    let due = true
    entra.intercept = ({ url }) => {
      if (!url.endsWith('/devicecode') || !due) return null
      due = false
      return new Response('busy', { status: 429, headers: { 'Retry-After': '3' } })
    }
    const { exitCode, waits } = await runRegister(args)
    expect([exitCode, waits]).toEqual([0, [3, 5]])
  })
})
