// One app for many tenants: who may sign in to it where, and who may not.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  adele,
  adeleInFabrikam,
  casey,
  contoso,
  entrywayCustomers,
  entrywayEverywhere,
  fabrikam,
  fourthCoffee,
  megan,
  usernameOf,
} from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import {
  authorizeUrl,
  redeem,
  refresh,
  registrationOf,
  requestIn,
  tokensAt,
} from '../support/entra-client.ts'

const PUBLIC = 'https://login.microsoftonline.com'
const everywhere = { client_id: entrywayEverywhere.clientId }

let emulator: Emulator
let browser: EntraBrowser
beforeEach(async () => {
  emulator = await startEmulator()
  browser = new EntraBrowser(emulator)
})

const pageAt = async (name: string, change: Record<string, string> = everywhere, host = PUBLIC) =>
  (await browser.get(authorizeUrl(change, `${host}/${name}`))).text()

async function enter(name: string, username: string): Promise<Response> {
  return browser.post(`${PUBLIC}/${name}/login`, { request: requestIn(await pageAt(name)), username })
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

/** Who gets in at which authority, and the number that keeps the others out. */
test.each([
  ['AzureADMyOrg', contoso.id, { adele: 200, megan: 50020, casey: 50020 }],
  ['AzureADMyOrg', fabrikam.id, { adele: 700016, megan: 700016, casey: 700016 }],
  ['AzureADMyOrg', 'common', { adele: 50194, megan: 50194, casey: 50194 }],
  ['AzureADMyOrg', 'consumers', { adele: 9002332, megan: 9002332, casey: 9002332 }],
  ['AzureADMultipleOrgs', 'organizations', { adele: 200, megan: 200, casey: 50020 }],
  ['AzureADMultipleOrgs', 'common', { adele: 200, megan: 200, casey: 50020 }],
  ['AzureADMultipleOrgs', 'consumers', { adele: 9002332, megan: 9002332, casey: 9002332 }],
  ['AzureADandPersonalMicrosoftAccount', 'common', { adele: 200, megan: 200, casey: 200 }],
  ['AzureADandPersonalMicrosoftAccount', 'organizations', { adele: 200, megan: 200, casey: 50020 }],
  ['AzureADandPersonalMicrosoftAccount', 'consumers', { adele: 50020, megan: 50020, casey: 200 }],
  ['PersonalMicrosoftAccount', 'consumers', { adele: 50020, megan: 50020, casey: 200 }],
  ['PersonalMicrosoftAccount', 'common', { adele: 9002331, megan: 9002331, casey: 9002331 }],
  ['PersonalMicrosoftAccount', contoso.id, { adele: 9002331, megan: 9002331, casey: 9002331 }],
] as const)('an app for %s at %s lets in %j', async (signInAudience, name, expected) => {
  Object.assign(registrationOf(emulator, entrywayEverywhere), { signInAudience, tenantId: contoso.id })
  const at = `${PUBLIC}/${name}`
  const enter = async (username: string) => {
    try {
      const back = await new EntraBrowser(emulator).signIn(authorizeUrl(everywhere, at), username)
      return (await redeem(emulator, back.searchParams.get('code') ?? '', everywhere, {}, at)).status
    } catch (error) {
      return Number(/AADSTS(\d+)/.exec(String(error))?.[1])
    }
  }
  const [adeles, megans, caseys] = [adele, megan, casey].map((person) => enter(usernameOf(person)))
  expect({ adele: await adeles, megan: await megans, casey: await caseys }).toEqual(expected)
  const { json } = await redeem(emulator, 'made-up', everywhere, {}, at)
  const numbers: number[] = Object.values(expected)
  // An authority that takes nobody says so at its token endpoint too.
  if (numbers.every((number) => number === numbers[0] && number !== 200))
    expect(json.error_codes).toEqual(numbers.slice(0, 1))
})

test.each([
  ['common', entrywayCustomers.clientId, PUBLIC, 50194],
  ['common', 'e0e0e0e0-0000-4000-8000-0000000000ff', PUBLIC, 700016],
  [fourthCoffee.id, entrywayEverywhere.clientId, 'https://fourthcoffee.ciamlogin.com', 700016],
])('at %s the app %s at %s answers AADSTS%i', async (name, client_id, host, number) => {
  expect(await pageAt(name, { client_id }, host)).toContain(`AADSTS${number}: `)
})

describe('the sign-in page', () => {
  test.each([
    ['organizations', 'casey@outlook.example', 'AADSTS50020'],
    ['common', 'robin@adatum.example', 'AADSTS500208'],
    ['common', 'nobody@contoso.example', 'AADSTS50034'],
  ])('at %s rejects %s: %s', async (name, username, text) => {
    const rejected = await enter(name, username)
    expect([rejected.status, await rejected.text()]).toEqual([400, expect.stringContaining(text)])
    expect(emulator.state.browsers.size).toBe(0)
  })

  test.each([
    ['organizations', 'Adele@Contoso.Example'],
    ['common', 'casey@outlook.example'],
  ])('at %s accepts %s', async (name, username) => {
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
