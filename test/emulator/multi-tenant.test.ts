// One app for many tenants: who may sign in to it where, and who may not.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import {
  adele,
  adeleInFabrikam,
  contoso,
  entryway,
  entrywayCustomers,
  entrywayEverywhere,
  fabrikam,
  fourthCoffee,
} from '../../emulator/seed.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authorizeUrl, redeem, refresh, tokensAt } from '../support/entra-client.ts'

const PUBLIC = 'https://login.microsoftonline.com'
const everywhere = { client_id: entrywayEverywhere.clientId }

let emulator: Emulator
let browser: EntraBrowser
beforeEach(async () => {
  emulator = await createEmulator()
  browser = new EntraBrowser(emulator)
})

const pageAt = async (name: string, change: Record<string, string> = everywhere, host = PUBLIC) =>
  (await browser.get(authorizeUrl(change, `${host}/${name}`))).text()

async function enter(name: string, username: string): Promise<Response> {
  const request = /name="request" value="([^"]+)"/.exec(await pageAt(name))?.[1] ?? ''
  return browser.post(`${PUBLIC}/${name}/login`, { request, username })
}

const ofOrganizations = [
  ...['Adele Vance', 'Alex Wilber', 'Isaiah Langer', 'Miriam Graham', 'Nestor Wilke', 'Lidia Holloway'],
  ...['Megan Bowen', 'Diego Siciliani', 'Pradeep Gupta'],
]

test.each([
  ['common', [...ofOrganizations, 'Casey Jensen']],
  ['organizations', ofOrganizations],
  ['consumers', ['Casey Jensen']],
  [fabrikam.id, ['Megan Bowen', 'Diego Siciliani', 'Pradeep Gupta', 'Adele Vance']],
])('at %s everybody who may sign in is offered, once', async (name, names) => {
  const page = await pageAt(name)
  expect([...page.matchAll(/class="name">([^<]*)</g)].map(([, text]) => text)).toEqual(names)
})

describe('an app', () => {
  test.each([
    ['common', entryway.clientId, 50194],
    ['organizations', entryway.clientId, 50194],
    ['consumers', entryway.clientId, 9002332],
    [fabrikam.id, entryway.clientId, 700016],
    ['common', entrywayCustomers.clientId, 50194],
    ['common', 'e0e0e0e0-0000-4000-8000-0000000000ff', 700016],
  ])('of one tenant is refused at %s: %s, AADSTS%i', async (name, client_id, number) => {
    expect(await pageAt(name, { client_id })).toContain(`AADSTS${number}: `)
    const { json } = await redeem(emulator, 'made-up', { client_id }, {}, `${PUBLIC}/${name}`)
    expect(json.error_codes).toEqual([number])
  })

  test('of a work tenant is unknown to a tenant of customers', async () => {
    expect(await pageAt(fourthCoffee.id, everywhere, 'https://fourthcoffee.ciamlogin.com')).toContain(
      'AADSTS700016',
    )
  })

  test('for organizations only takes no personal account', async () => {
    emulator.state.apps = [{ ...entrywayEverywhere, signInAudience: 'AzureADMultipleOrgs' }]
    expect(await pageAt('consumers')).toContain('AADSTS9002332')
    expect(await pageAt('common')).not.toContain('Casey Jensen')
    expect(await (await enter('common', 'casey@outlook.example')).text()).toContain('AADSTS50020')
    expect((await enter('common', 'megan@fabrikam.example')).status).toBe(200)
  })
})

describe('the sign-in page', () => {
  test.each([
    ['organizations', 'casey@outlook.example', 'AADSTS50020'],
    ['consumers', 'adele@contoso.example', 'AADSTS50020'],
    [contoso.id, 'megan@fabrikam.example', 'AADSTS50020'],
    ['common', 'robin@adatum.example', 'AADSTS500208'],
    ['common', 'nobody@contoso.example', 'AADSTS50034'],
  ])('at %s refuses %s: %s', async (name, username, text) => {
    const refused = await enter(name, username)
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining(text)])
    expect(emulator.state.browsers.size).toBe(0)
  })

  test.each([
    ['organizations', 'Adele@Contoso.Example'],
    ['common', 'casey@outlook.example'],
  ])('at %s takes %s', async (name, username) => {
    expect(await (await enter(name, username)).text()).toContain('Permissions requested')
    expect(emulator.state.browsers.size).toBe(1)
  })
})

describe('a guest', () => {
  const place = { app: entrywayEverywhere, username: 'adele@contoso.example' }

  test('has an object id of that tenant, and names the one they come from', async () => {
    const tokens = await tokensAt(
      emulator,
      { ...place, at: `${PUBLIC}/${fabrikam.id}` },
      { client_info: '1' },
    )
    expect(decodeJwt(String(tokens.id_token))).toMatchObject({
      tid: fabrikam.id,
      oid: adeleInFabrikam.profile.id,
      idp: `https://sts.windows.net/${contoso.id}/`,
      email: 'adele@contoso.example',
    })
    const home = { uid: adele.profile.id, utid: contoso.id }
    expect(JSON.parse(atob(String(tokens.client_info)))).toEqual(home)
  })

  test('signs in with their home account where no tenant is named', async () => {
    const { id_token } = await tokensAt(emulator, { ...place, at: `${PUBLIC}/common` })
    const claims = decodeJwt(String(id_token))
    expect(claims).toMatchObject({ tid: contoso.id, oid: adele.profile.id })
    expect([claims.idp, claims.email]).toEqual([undefined, undefined])
  })

  test('may be named by the user principal name that the tenant has for them', async () => {
    const { id_token } = await tokensAt(emulator, {
      ...place,
      at: `${PUBLIC}/${fabrikam.id}`,
      username: adeleInFabrikam.profile.userPrincipalName,
    })
    expect(decodeJwt(String(id_token)).oid).toBe(adeleInFabrikam.profile.id)
  })
})

describe('what was issued at common', () => {
  const codeAtCommon = async () =>
    (
      await browser.signIn(authorizeUrl(everywhere, `${PUBLIC}/common`), 'megan@fabrikam.example')
    ).searchParams.get('code') ?? ''

  test('as a code is redeemed there and nowhere else', async () => {
    const code = await codeAtCommon()
    const elsewhere = await redeem(emulator, code, everywhere, {}, `${PUBLIC}/${fabrikam.id}`)
    expect(elsewhere.json.error_codes).toEqual([700005])
    expect((await redeem(emulator, code, everywhere, {}, `${PUBLIC}/common`)).status).toBe(200)
  })

  test('as a refresh token serves the person’s tenant, and no other', async () => {
    const { json } = await redeem(emulator, await codeAtCommon(), everywhere, {}, `${PUBLIC}/common`)
    const at = (name: string) => refresh(emulator, json.refresh_token, everywhere, `${PUBLIC}/${name}`)
    expect((await at('common')).status).toBe(200)
    expect((await at(fabrikam.id)).status).toBe(200)
    expect((await at(contoso.id)).json).toMatchObject({ error: 'invalid_grant', error_codes: [50020] })
    expect((await at('consumers')).json.error_codes).toEqual([50020])
  })
})

test('signing out at common ends the session of whoever is picked', async () => {
  await browser.signIn(authorizeUrl(everywhere, `${PUBLIC}/common`), 'megan@fabrikam.example')
  const home = 'http://localhost:8787/getAToken'
  const url = `${PUBLIC}/common/oauth2/v2.0/logout?post_logout_redirect_uri=${encodeURIComponent(home)}`
  const { continueTo, frontChannel } = await browser.logout(url, 'megan@fabrikam.example')
  expect([continueTo?.href, frontChannel.length]).toEqual([home, 1])
  expect(emulator.state.browsers.size).toBe(0)
})
