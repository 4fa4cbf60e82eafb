import { expect, test } from 'vitest'
import { atCallback } from './app.ts'
import { isTokenRequest, type Json, refuseTokens } from './changed-answers.ts'
import { expectRefused, signInUnavailable } from './refused.ts'

const CLAIMS = '{"access_token":{"acrs":{"essential":true,"values":["c1"]}}}'
const challenge: Json = {
  error: 'interaction_required',
  error_description: 'AADSTS50076: ...',
  error_codes: [50076],
  claims: CLAIMS,
}

test('claims that Entra asks for when a code is redeemed are handed on unchanged, and the sign-in goes through', async () => {
  const { app, browser, callback } = await atCallback({}, undefined, '?return_to=/profile')
  refuseTokens(app, challenge)
  const asked = await browser.get(callback.href)
  const again = new URL(asked.headers.get('location') ?? '')
  expect([asked.status, again.searchParams.get('claims')]).toEqual([302, CLAIMS])
  expect([browser.sessionToken, await app.kv.keys()]).toEqual([undefined, []])

  app.intercept = () => null
  const back = await browser.get((await browser.entra.signIn(again.href, 'adele@contoso.example')).href)
  expect([back.status, back.headers.get('location')]).toEqual([303, '/profile'])
})

test('a second challenge in a row shows a page instead of looping', async () => {
  const { app, browser, callback } = await atCallback()
  refuseTokens(app, challenge)
  const again = (await browser.get(callback.href)).headers.get('location') ?? ''
  const second = await browser.entra.signIn(again, 'adele@contoso.example')
  await expectRefused(app, browser, second, { status: 403, code: 'more_proof_needed', reason: 'entra' })
})

test('a refusal without claims starts nothing', async () => {
  const { app, browser, callback } = await atCallback()
  const { claims: _, ...plain } = challenge
  refuseTokens(app, plain)
  await expectRefused(app, browser, callback, { status: 403, code: 'more_proof_needed', reason: 'entra' })
  expect(browser.attempts).toEqual([])
})

test('claims beside a refusal that only the operator can settle start nothing', async () => {
  const { app, browser, callback } = await atCallback()
  app.intercept = (request) =>
    isTokenRequest(request)
      ? Response.json({ error: 'invalid_client', error_codes: [7000222], claims: CLAIMS }, { status: 401 })
      : null
  await expectRefused(app, browser, callback, signInUnavailable('entra'))
})
