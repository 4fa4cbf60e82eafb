// Every recorded fact of signing out, held against the local Entra.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { casey, entrywayEverywhere } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import {
  authority,
  authorizeUrl,
  type Place,
  redeem,
  redirectUri,
  tokensAt,
} from '../support/entra-client.ts'
import { expectEvery, sampleCalled } from '../support/recorded.ts'

let emulator: Emulator
let browser: EntraBrowser
beforeEach(async () => {
  emulator = await startEmulator({ appOrigin: 'https://entryway.example' })
  browser = new EntraBrowser(emulator)
})

const personal: Place = {
  at: 'https://login.microsoftonline.com/consumers',
  app: entrywayEverywhere,
  username: casey.profile.userPrincipalName,
}

async function signedIn() {
  const back = await browser.signIn(authorizeUrl(), 'adele@contoso.example')
  const { json } = await redeem(emulator, back.searchParams.get('code') ?? '')
  const { sid, login_hint } = decodeJwt(String(json.id_token)) as { sid: string; login_hint: string }
  return { sid, login_hint, session: back.searchParams.get('session_state') }
}

const logout = (query: string, at = authority) => browser.logout(`${at}/oauth2/v2.0/logout?${query}`)

const returnTo = new URLSearchParams({ post_logout_redirect_uri: redirectUri }).toString()

const hinted = (query: string | undefined, login_hint: string) =>
  String(query).replace('O.FAKEloginhint', login_hint)

const facts: Record<string, () => Promise<void>> = {
  'front-channel': async () => {
    const { sid, login_hint } = await signedIn()
    const { frontChannel } = await logout(`${returnTo}&logout_hint=${login_hint}`)
    const names = [...new URLSearchParams(sampleCalled('sign-out', 'front-channel').query).keys()]
    expect(frontChannel.map(({ searchParams }) => [...searchParams.keys()])).toEqual([names])
    expect(frontChannel[0]?.searchParams.get('sid')).toBe(sid)
  },
  'front-channel-without-cookies': async () => {
    const { login_hint } = await signedIn()
    const { page } = await logout(`${returnTo}&logout_hint=${login_hint}`)
    expect(page).toMatch(/<iframe[^>]* hidden/)
  },
  'form-of-sid': async () => {
    const { sid } = await signedIn()
    expect(sid).toMatch(new RegExp(String(sampleCalled('sign-out', 'form-of-sid').form)))
    expect([sid.slice(0, 2), sid[14]]).toEqual(['00', '0'])
  },
  'session-state': async () => {
    const { sid, session } = await signedIn()
    expect(session).toBe(sid)
  },
  'personal-accounts-have-no-sid': async () => {
    const { id_token } = await tokensAt(emulator, personal, {}, browser)
    expect(decodeJwt(String(id_token))).not.toHaveProperty('sid')
    expect((await logout(returnTo, personal.at)).frontChannel).toEqual([])
  },
  request: async () => {
    const { login_hint } = await signedIn()
    const { continueTo } = await logout(hinted(sampleCalled('sign-out', 'request').query, login_hint))
    expect(continueTo?.href).toBe('http://localhost:8787/getAToken')
  },
  picker: async () => {
    await signedIn()
    const page = await (await browser.get(`${authority}/oauth2/v2.0/logout`)).text()
    expect(page).toContain('Pick an account')
  },
  'return-plain': async () => {
    const { login_hint } = await signedIn()
    const { continueTo } = await logout(`${returnTo}&logout_hint=${login_hint}`)
    expect(continueTo?.search.slice(1)).toBe(sampleCalled('sign-out', 'return-plain').query)
  },
  'return-lc': async () => {
    await tokensAt(emulator, personal, {}, browser)
    const { continueTo } = await logout(returnTo, personal.at)
    expect(continueTo?.search.slice(1)).toBe(sampleCalled('sign-out', 'return-lc').query)
  },
  'return-state': async () => {
    const { login_hint } = await signedIn()
    const { continueTo } = await logout(`${returnTo}&state=a&logout_hint=${login_hint}`)
    expect(continueTo?.search.slice(1)).toBe('state=a')
  },
}

test.each(Object.entries(facts))('%s', (_, holds) => holds())

describe('rules-of-return', () => {
  const [sent, registered, session, frontChannel] =
    sampleCalled('sign-out', 'rules-of-return').comesBackOnlyIf ?? []

  test('all four hold: it comes back', async () => {
    const { login_hint } = await signedIn()
    expect((await logout(`${returnTo}&logout_hint=${login_hint}`)).continueTo?.href).toBe(redirectUri)
  })

  test(String(sent), async () => {
    const { login_hint } = await signedIn()
    expect((await logout(`logout_hint=${login_hint}`)).continueTo).toBe(null)
  })

  test(String(registered), async () => {
    const { login_hint } = await signedIn()
    const elsewhere = new URLSearchParams({ post_logout_redirect_uri: 'https://entryway.example/elsewhere' })
    expect((await logout(`${elsewhere}&logout_hint=${login_hint}`)).continueTo).toBe(null)
  })

  test(String(session), async () => {
    expect((await logout(returnTo)).continueTo).toBe(null)
  })

  test(String(frontChannel), async () => {
    for (const app of emulator.state.apps) app.frontChannelLogout = null
    await tokensAt(emulator, personal, {}, browser)
    expect((await logout(returnTo, personal.at)).continueTo).toBe(null)
  })
})

test('no sample is left out, but the form of the front channel that is not recorded', () => {
  expectEvery('sign-out', facts, ['rules-of-return', 'front-channel-with-issuer'])
})
