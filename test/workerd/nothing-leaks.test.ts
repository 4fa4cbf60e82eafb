import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { adele, secret } from '../../emulator/seed.ts'
import { visit } from './app.ts'
import { isTokenRequest, type Json } from './changed-answers.ts'
import { HOUR, stopClock } from './clock.ts'

/** Everything that must not be read anywhere: by name, so that a failure says what it was. */
type Secrets = Map<string, string>

test('no token, code, cookie value, secret or claim is in any page, log line or URL of a whole journey with its faults', async () => {
  const clock = stopClock()
  const { app, browser } = await visit({ SESSION_IDLE_MINUTES: '240' })
  const secrets: Secrets = new Map([['client secret', secret]])
  const pages: string[] = []
  const keep = async (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value !== '') secrets.set(`cookie ${name} ${secrets.size}`, value)
    }
    const type = response.headers.get('content-type') ?? ''
    const headers = [...response.headers].filter(([name]) => !['set-cookie', 'location'].includes(name))
    if (type.startsWith('image/png')) await response.body?.cancel()
    else pages.push(`${await response.text()} ${headers.join(' ')}`)
    return response
  }
  const watch = () => {
    app.intercept = async (request) => {
      if (!isTokenRequest(request)) return null
      const form = new URLSearchParams(new TextDecoder().decode(await request.clone().arrayBuffer()))
      for (const name of ['code', 'code_verifier', 'refresh_token']) {
        const value = form.get(name)
        if (value !== null) secrets.set(`${name} sent ${secrets.size}`, value)
      }
      const answer = await app.emulator.fetch(request)
      const json: Json = await answer.clone().json()
      for (const name of ['access_token', 'refresh_token', 'id_token']) {
        if (name in json) secrets.set(`${name} ${secrets.size}`, String(json[name]))
      }
      if ('id_token' in json) {
        const claims = decodeJwt<Json>(String(json.id_token))
        for (const name of ['sid', 'login_hint', 'sub', 'nonce', 'rh', 'uti', 'aio'])
          if (name in claims) secrets.set(`claim ${name} ${secrets.size}`, String(claims[name]))
      }
      return answer
    }
  }
  watch()
  const signIn = async () => {
    const away = await keep(await browser.get('/login?return_to=/profile'))
    const authorize = new URL(away.headers.get('location') ?? '')
    for (const name of ['state', 'nonce', 'code_challenge'])
      secrets.set(`${name} ${secrets.size}`, authorize.searchParams.get(name) ?? '')
    const callback = await browser.entra.signIn(authorize.href, adele.profile.userPrincipalName)
    secrets.set(`code ${secrets.size}`, callback.searchParams.get('code') ?? '')
    return callback.href
  }
  const callback = await signIn()
  await keep(await browser.get(callback))
  for (const path of ['/', '/profile', '/profile/photo', '/call_api', '/logout'])
    await keep(await browser.get(path))
  // The code once more, a forged one, a refused one, and an ID token that is not good.
  await keep(await browser.get(callback))
  await keep(await browser.get(`${callback}&code=doubled`))
  for (const fault of ['token_malformed', 'token_html', 'token_503', 'clock_off'] as const) {
    app.emulator.setFault(fault, fault === 'clock_off' ? { minutes: 100_000 } : {})
    app.intercept = () => null
    await keep(await browser.get(await signIn()))
    app.emulator.clearFaults()
  }
  watch()
  clock.pass(2 * HOUR)
  await keep(await browser.get('/call_api'))
  clock.pass(2 * HOUR)
  app.emulator.setFault('refresh_revoked')
  await keep(await browser.get('/call_api'))
  await keep(await browser.get('/call_api', { accept: 'application/json' }))
  app.restart({ CLIENT_SECRET: 'wrong-secret-value-0123' })
  secrets.set('wrong secret', 'wrong-secret-value-0123')
  await keep(await browser.get(await signIn()))
  await keep(await browser.get('/profile'))
  for (const operation of ['get', 'put', 'delete', 'list']) app.kv.failing.add(operation)
  app.restart({ CLIENT_SECRET: secret })
  await keep(await browser.get('/'))
  await keep(await browser.get(await signIn()))
  await keep(await browser.post('/logout', { everywhere: 'yes' }))
  app.restart({ CLIENT_ID: 'not-a-guid-but-maybe-a-secret' })
  secrets.set('wrong client id', 'not-a-guid-but-maybe-a-secret')
  await keep(await browser.get('/'))

  expect([...secrets].filter(([, value]) => value.length < 8 || value === 'undefined')).toEqual([])
  expect([secrets.size > 40, pages.length > 20, app.logs.length > 20]).toEqual([true, true, true])
  const everything = [...pages, ...app.outbound, ...app.logs.map((line) => JSON.stringify(line))].join('\n')
  const found = [...secrets].filter(
    ([, value]) => everything.includes(value) || everything.includes(encodeURIComponent(value)),
  )
  expect(found.map(([name]) => name)).toEqual([])
  const log = app.logs.map((line) => JSON.stringify(line)).join('\n')
  expect(log).not.toMatch(/adele|vance|contoso\.example|eyJ/i)
})

test('what Entra or the visitor wrote is in no log line', async () => {
  const { app, browser } = await visit()
  const hostile = 'hostile%0d%0a{"event":"sign_in"}'
  await browser.get(`/callback?code=${hostile}&state=${hostile}`)
  const { searchParams } = await browser.startSignIn()
  await browser.get(
    `/callback?error=${hostile}&error_description=${hostile}&error_uri=${hostile}&state=${searchParams.get('state')}`,
  )
  await browser.get(`/nothing?${hostile}`)
  await browser.get(`/login?login_hint=${hostile}&return_to=${hostile}`)
  expect(app.logs.filter(({ event }) => event === 'error').length).toBeGreaterThan(1)
  expect(JSON.stringify(app.logs)).not.toContain('hostile')
  expect(app.lastLog('sign_in')).toBeUndefined()
})
