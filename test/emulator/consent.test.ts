// What a person lets an app do.
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { intranet } from '../../emulator/seed.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authority, authorizeUrl, fillPage, locationOf, pageOf } from '../support/entra-client.ts'

const adele = 'adele@contoso.example'

let emulator: Emulator
let browser: EntraBrowser
beforeEach(async () => {
  emulator = await createEmulator()
  browser = new EntraBrowser(emulator)
})

describe('consent', () => {
  test('is remembered for the person, app and scope', async () => {
    await browser.signIn(authorizeUrl(), adele)
    expect((await locationOf(browser, { scope: 'openid User.Read' })).searchParams.has('code')).toBe(true)
    expect(await pageOf(browser, { scope: 'openid Mail.Read' })).toContain('Permissions requested')
    expect(await pageOf(browser, { prompt: 'consent' })).toContain('Permissions requested')
  })

  test('is limited to its user and its app', async () => {
    const intranetRequest = {
      client_id: intranet.clientId,
      redirect_uri: 'http://localhost:8788/intranet/callback',
    }
    await browser.signIn(authorizeUrl({ scope: 'openid' }), adele)
    expect(await pageOf(browser, { ...intranetRequest, scope: 'openid' })).toContain('Permissions requested')
    await browser.signIn(authorizeUrl({ ...intranetRequest, scope: 'openid' }), adele)
    expect(
      (await locationOf(browser, { ...intranetRequest, scope: 'openid' })).searchParams.has('code'),
    ).toBe(true)
    await browser.signIn(authorizeUrl({ prompt: 'select_account', scope: 'openid' }), 'alex@contoso.example')
    expect([...emulator.state.consents]).toHaveLength(3)
  })

  test('fails prompt=none if missing', async () => {
    await browser.signIn(authorizeUrl(), adele)
    const refused = await locationOf(browser, { prompt: 'none', scope: 'openid Mail.Read' })
    expect(refused.searchParams.get('error')).toBe('consent_required')
    expect(refused.searchParams.get('error_description')).toContain('AADSTS65001')
    expect((await locationOf(browser, { prompt: 'none' })).searchParams.has('code')).toBe(true)
  })

  test('grants nothing if declined', async () => {
    await browser.signIn(authorizeUrl(), adele)
    const declined = await browser.cancel(authorizeUrl({ scope: 'openid Mail.Read' }))
    expect(declined.searchParams.get('error')).toBe('consent_required')
    expect(declined.searchParams.get('error_description')).toContain('AADSTS65004: ')
    expect(declined.searchParams.has('error_subcode')).toBe(false)
    expect(await pageOf(browser, { scope: 'openid Mail.Read' })).toContain('Permissions requested')
  })

  test('by a user can’t grant admin-only permissions', async () => {
    await browser.signIn(authorizeUrl(), adele)
    const page = await pageOf(browser, { scope: 'openid Directory.Read.All' })
    expect(page).toContain('Need admin approval')
    expect(page).not.toContain('value="accept"')
    const forced = await browser.signIn(authorizeUrl({ scope: 'openid Directory.Read.All' }), adele)
    expect(forced.searchParams.get('error')).toBe('access_denied')
  })

  test('requires a signed-in user', async () => {
    const page = await pageOf(browser, {})
    const forced = await fillPage(emulator, page, 'consent', { action: 'accept' })
    expect(forced.status).toBe(400)
    expect(emulator.state.consents.size).toBe(0)
  })

  test('is rejected if the consent page was never shown', async () => {
    const page = await pageOf(browser, { scope: 'openid Mail.Read' })
    const request = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? ''
    await browser.signIn(authorizeUrl({ scope: 'openid' }), adele)
    const skipped = await browser.post(`${authority}/consent`, { request, action: 'accept' })
    expect(skipped.status).toBe(400)
    expect(emulator.state.consents.size).toBe(1)
    expect(await (await browser.get(`${authority}/resume?request=${request}`)).text()).toContain('Mail.Read')
    const shown = await browser.post(`${authority}/consent`, { request, action: 'accept' })
    expect(shown.headers.get('Location')).toContain('code=')
  })

  test('may span two APIs', async () => {
    const both = 'openid User.Read api://contoso-api/access_as_user'
    const back = await browser.signIn(authorizeUrl({ scope: both }), adele)
    expect(back.searchParams.has('code')).toBe(true)
    expect(
      [...emulator.state.consents].some((consent) => consent.endsWith('api://contoso-api/access_as_user')),
    ).toBe(true)
  })
})
