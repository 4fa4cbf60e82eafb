// Contoso Intranet: in the same single sign-on as Entryway.
import { beforeEach, expect, test } from 'vitest'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authorizeUrl, requestIn } from '../support/entra-client.ts'

const origin = 'http://localhost:8788'
const authority = `${origin}/contoso.example`

let emulator: Emulator
let browser: EntraBrowser
beforeEach(async () => {
  emulator = await startEmulator({ appOrigin: 'http://localhost:8787' })
  browser = new EntraBrowser(emulator)
})

test.each(['https://localhost:8788', 'https://entra', 'https://login.microsoftonline.com'])(
  'it is registered where it is reached: %s',
  async (at) => {
    const tenant = `${at}/contoso.example`
    await browser.signIn(authorizeUrl({}, tenant), 'adele@contoso.example')
    await signInToIntranet(at)
    expect(await (await browser.get(`${at}/intranet`)).text()).toContain('Adele Vance')
    const out = await (await browser.post(`${at}/intranet/sign-out`)).text()
    expect(out).toContain(`<a id="next" href="${at}/intranet">`)
  },
)

const intranet = async () => (await browser.get(`${origin}/intranet`)).text()

/** With the consent that the first sign-in asks for. */
async function signInToIntranet(at = origin): Promise<void> {
  const page = await (await browser.post(`${at}/intranet/sign-in`)).text()
  await browser.post(`${at}/contoso.example/consent`, { request: requestIn(page), action: 'accept' })
}

test('signing out there tells every app by front channel', async () => {
  const back = await browser.signIn(authorizeUrl({}, authority), 'adele@contoso.example')
  const sid = back.searchParams.get('session_state')
  await signInToIntranet()
  const page = await (await browser.post(`${origin}/intranet/sign-out`)).text()
  expect(page).toContain(`data-src="http://localhost:8787/logout/front-channel?sid=${sid}"`)
  expect(page).toContain(`data-src="${origin}/intranet/logout?sid=${sid}"`)
  expect(page).toContain(`<a id="next" href="${origin}/intranet">`)
  expect(await intranet()).toContain('You are not signed in')
})

test('signing out of Entra ends its session by the sid, without a cookie', async () => {
  await browser.signIn(authorizeUrl({}, authority), 'adele@contoso.example')
  await signInToIntranet()
  await emulator.fetch(new Request(`${origin}/intranet/logout?sid=another`))
  expect(await intranet()).toContain('Adele Vance')
  const { frontChannel } = await browser.logout(`${authority}/oauth2/v2.0/logout`)
  const own = frontChannel.find((url) => url.origin === origin)
  await emulator.fetch(new Request(own ?? ''))
  expect(await intranet()).toContain('You are not signed in')
})

test('rejects a callback whose sign-in did not start in this browser', async () => {
  const response = await browser.get(`${origin}/intranet/callback?code=made-up&state=made-up`)
  expect(response.status).toBe(400)
  expect(await intranet()).toContain('You are not signed in')
})

test.each(['token_html', 'token_malformed', 'token_503', 'keys_unreachable'] as const)(
  '%s: it signs nobody in',
  async (fault) => {
    const back = await browser.signIn(authorizeUrl({}, authority), 'adele@contoso.example')
    await signInToIntranet()
    await browser.get(`${origin}/intranet/logout?sid=${back.searchParams.get('session_state')}`)
    emulator.setFault(fault)
    expect((await browser.post(`${origin}/intranet/sign-in`)).status).toBe(400)
    expect(await intranet()).toContain('You are not signed in')
    await browser.post(`${origin}/intranet/sign-in`)
    expect(await intranet()).toContain('Adele Vance')
  },
)
