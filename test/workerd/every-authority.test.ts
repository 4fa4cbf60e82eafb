// Every form of AUTHORITY: who comes in, what the session holds and renews, whose hosts are asked.
import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import {
  type AppRegistration,
  adele,
  adeleInFabrikam,
  casey,
  contoso,
  entryway,
  entrywayCustomers,
  entrywayEverywhere,
  entrywayFabrikam,
  fabrikam,
  fourthCoffee,
  megan,
  type Person,
  robin,
} from '../../emulator/seed.ts'
import { kvStore } from '../../src/entryway/index.ts'
import { readRecords } from '../../src/entryway/session/record-store.ts'
import { deriveKeys } from '../../src/entryway/session/seal.ts'
import { startApp } from './app.ts'
import { watchTokenRequests } from './changed-answers.ts'
import { HOUR, stopClock } from './clock.ts'

const PUBLIC = 'https://login.microsoftonline.com'
const US = 'https://login.microsoftonline.us'
const CHINA = 'https://login.partner.microsoftonline.cn'
const NAMED = 'https://fourthcoffee.ciamlogin.com'
const CUSTOM = 'https://login.fourthcoffee.example'

type Place = {
  app: AppRegistration
  people: Person[]
  /** Where the metadata says its endpoints are. */
  endpoints: string
  /** `{tid}` stands for the tenant of whoever signs in. */
  issuer: string
  graph: string
}

const graphOf = {
  [PUBLIC]: 'graph.microsoft.com',
  [US]: 'graph.microsoft.us',
  [CHINA]: 'microsoftgraph.chinacloudapi.cn',
}

/** A cloud's own sign-in page, or another name of it: the issuer has the cloud's first name. */
const at = (
  cloud: keyof typeof graphOf,
  path: string,
  { app, people }: Pick<Place, 'app' | 'people'>,
  host: string = cloud,
): Place => ({
  app,
  people,
  endpoints: `${host}/${path}`,
  issuer: `${cloud}/{tid}/v2.0`,
  graph: graphOf[cloud],
})

/** External ID signs with the tenant's id as its host, whichever host was configured. */
const atExternalId = (host: string): Place => ({
  app: entrywayCustomers,
  people: [robin],
  endpoints: `${host}/${fourthCoffee.id}`,
  issuer: 'https://{tid}.ciamlogin.com/{tid}/v2.0',
  graph: 'graph.microsoft.com',
})

const ofContoso = { app: entryway, people: [adele] }
const ofFabrikam = { app: entrywayFabrikam, people: [megan, adeleInFabrikam] }
const everybody = { app: entrywayEverywhere, people: [adele, megan, casey] }
const organizations = { app: entrywayEverywhere, people: [adele, megan] }
const personal = { app: entrywayEverywhere, people: [casey] }

const forms: [authority: string, place: Place][] = [
  [`${PUBLIC}/${contoso.id}`, at(PUBLIC, contoso.id, ofContoso)],
  [`${PUBLIC}/contoso.example`, at(PUBLIC, contoso.id, ofContoso)],
  [`${PUBLIC}/${fabrikam.id}`, at(PUBLIC, fabrikam.id, ofFabrikam)],
  [`${PUBLIC}/common`, at(PUBLIC, 'common', everybody)],
  [`${PUBLIC}/organizations`, at(PUBLIC, 'organizations', organizations)],
  [`${PUBLIC}/consumers`, at(PUBLIC, 'consumers', personal)],
  [
    'https://login.windows.net/organizations',
    at(PUBLIC, 'organizations', organizations, 'https://login.windows.net'),
  ],
  [`${US}/${contoso.id}`, at(US, contoso.id, ofContoso)],
  [`${US}/organizations`, at(US, 'organizations', organizations)],
  [`${CHINA}/${contoso.id}`, at(CHINA, contoso.id, ofContoso)],
  [
    `https://login.chinacloudapi.cn/${contoso.id}`,
    at(CHINA, contoso.id, ofContoso, 'https://login.chinacloudapi.cn'),
  ],
  [NAMED, atExternalId(NAMED)],
  [`${NAMED}/fourthcoffee.onmicrosoft.com`, atExternalId(NAMED)],
  [
    `https://${fourthCoffee.id}.ciamlogin.com/${fourthCoffee.id}`,
    atExternalId(`https://${fourthCoffee.id}.ciamlogin.com`),
  ],
  [`${CUSTOM}/${fourthCoffee.id}`, atExternalId(CUSTOM)],
]

test.each(forms)(
  'at %s, people sign in, their session holds tokens for Graph and renews them, and no other host is asked',
  async (AUTHORITY, { app: { clientId }, people, endpoints, issuer, graph }) => {
    const clock = stopClock()
    const app = await startApp({ AUTHORITY, CLIENT_ID: clientId, SESSION_IDLE_MINUTES: '240' })
    const requests = watchTokenRequests(app)

    for (const { tenantId, profile, ...person } of people) {
      const username = person.signInName ?? profile.userPrincipalName
      const browser = app.browser()
      const authorize = await browser.startSignIn()
      expect(`${authorize.origin}${authorize.pathname}`).toBe(`${endpoints}/oauth2/v2.0/authorize`)
      const callback = await browser.get((await browser.entra.signIn(authorize.href, username)).href)
      expect([callback.status, callback.headers.get('location')]).toEqual([303, '/'])

      const home = await browser.home()
      expect(home).toContain(`Welcome, <bdi>${profile.displayName}</bdi>`)
      expect(await browser.text('/profile')).toContain(profile.userPrincipalName)

      const records = await readRecords(
        kvStore(app.kv.real),
        browser.parsedToken,
        await deriveKeys(browser.parsedToken.value),
      )
      expect(records.record?.identity).toMatchObject({
        issuer: issuer.replaceAll('{tid}', tenantId),
        tenantId,
        objectId: profile.id,
        name: profile.displayName,
        username,
      })
      expect(records.use?.refreshToken).toMatch(/./)
      const tokens = records.use?.accessTokens.map(({ token, resource, scopes }) => {
        // Nothing can be read from the token of a personal account.
        return { resource, scopes, aud: token.startsWith('Ew') ? null : decodeJwt(token).aud }
      })
      const isPersonal = tenantId === '9188040d-6c67-4c5b-b112-36a304b66dad'
      const aud = isPersonal ? null : `https://${graph}`
      expect(tokens).toEqual([{ resource: 'https://graph.microsoft.com', scopes: ['User.Read'], aud }])

      clock.pass(2 * HOUR)
      expect(await browser.text('/profile')).toContain(profile.userPrincipalName)
    }

    const grants = requests.map((request) => request.get('grant_type'))
    expect(grants).toEqual(people.flatMap(() => ['authorization_code', 'refresh_token']))
    const { origin } = new URL(AUTHORITY)
    // The home page asks for the tenant’s name once in an isolate.
    const [metadata, ...others] = new Set(app.outbound.filter((line) => !line.includes('/organization?')))
    expect(metadata).toMatch(
      new RegExp(`^GET ${origin}/[a-z0-9.-]+/v2\\.0/\\.well-known/openid-configuration\\?appid=${clientId}$`),
    )
    expect(others.sort()).toEqual(
      [
        `GET https://${graph}/v1.0/me`,
        `GET ${endpoints}/discovery/v2.0/keys?appid=${clientId}`,
        `POST ${endpoints}/oauth2/v2.0/token`,
      ].sort(),
    )
  },
)
