// Hints of an authorization request: which kind of account, and which session.
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { entrywayEverywhere } from '../../emulator/seed.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authorizeUrl, locationOf } from '../support/entra-client.ts'

const COMMON = 'https://login.microsoftonline.com/common'
const adele = 'adele@contoso.example'
const alex = 'alex@contoso.example'

let emulator: Emulator
let browser: EntraBrowser
beforeEach(async () => {
  emulator = await createEmulator()
  browser = new EntraBrowser(emulator)
})

describe('domain_hint', () => {
  const offered = async (domain_hint: string) => {
    const url = authorizeUrl({ client_id: entrywayEverywhere.clientId, domain_hint }, COMMON)
    const page = await (await browser.get(url)).text()
    return ['Adele Vance', 'Megan Bowen', 'Casey Jensen'].filter((name) => page.includes(name))
  }

  test.each([
    ['consumers', ['Casey Jensen']],
    ['organizations', ['Adele Vance', 'Megan Bowen']],
    ['contoso.example', ['Adele Vance']],
    ['Fabrikam.onmicrosoft.com', ['Megan Bowen']],
    ['nowhere.example', ['Adele Vance', 'Megan Bowen', 'Casey Jensen']],
  ])('%s: %j', async (hint, names) => {
    expect(await offered(hint)).toEqual(names)
  })
})

describe('sid', () => {
  test('selects one of two sessions', async () => {
    const sidOf = async (username: string) => {
      const back = await browser.signIn(authorizeUrl({ prompt: 'select_account' }), username)
      return back.searchParams.get('session_state') ?? ''
    }
    const [first, second] = [await sidOf(adele), await sidOf(alex)]
    for (const sid of [first, second]) {
      const { searchParams } = await locationOf(browser, { prompt: 'none', sid })
      expect([searchParams.has('code'), searchParams.get('session_state')]).toEqual([true, sid])
    }
    const { searchParams } = await locationOf(browser, { prompt: 'none' })
    expect(searchParams.get('error_description')).toContain('AADSTS16000')
  })

  test('without a matching session is an error', async () => {
    await browser.signIn(authorizeUrl(), adele)
    const sid = '007e0000-0000-0000-0000-000000000001'
    const { searchParams } = await locationOf(browser, { prompt: 'none', sid })
    expect(searchParams.get('error_description')).toContain('AADSTS160021')
  })
})
