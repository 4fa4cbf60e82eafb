// Why Entra refuses the operator: each number in words, with a way on, and Entra's own words beside.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { nestor } from '../../emulator/seed.ts'
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
])('AADSTS%i names a way on', (aadsts, wayOn) => {
  for (const way of ['browser', 'device code'] as const) {
    const { next, message } = signInRefusal({ error: 'invalid_grant', aadsts, description: '' }, way)
    expect(next).toMatch(wayOn)
    expect(message).toContain(`AADSTS${aadsts}`)
  }
})

test('a number that the app’s own table has is in its words, and none that speaks of a setting', () => {
  const of = (aadsts: number) =>
    signInRefusal({ error: 'invalid_grant', aadsts, description: '' }, 'browser').message
  expect(of(20001)).toContain('the organization’s own identity provider failed')
  for (const number of [65005, 650053, 90084]) expect(of(number)).not.toMatch(/\bSCOPE\b|\bAUTHORITY\b/)
})

test.each([53003, 50097, 50105, 7000112, 65001, 50076, 50199, 53000, 90094])(
  'AADSTS%i: GRAPH_TOKEN takes the place of the sign-in',
  (aadsts) => {
    expect(signInRefusal({ error: 'invalid_grant', aadsts, description: '' }, 'device code').next).toContain(
      'GRAPH_TOKEN',
    )
  },
)

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

  test('429 for the code itself means wait', async () => {
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
