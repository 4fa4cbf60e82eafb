// Microsoft's own APIs: every permission that they have is granted and told in tokens, served here or not; others are
// refused by name.
import { readFileSync } from 'node:fs'
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { absentApis } from '../../emulator/directory/absent-apis.ts'
import { microsoftApis } from '../../emulator/directory/microsoft-apis.ts'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { GUID } from '../../emulator/protocol/guid.ts'
import { entryway, secret } from '../../emulator/seed.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import {
  authority,
  authorizeUrl,
  callGraph,
  locationOf,
  pageOf,
  redeem,
  redirectUri,
} from '../support/entra-client.ts'
import { asOperator } from '../support/operator.ts'
import { addSecret, microsoftGraph, registerApp } from './registered-app.ts'

const adele = 'adele@contoso.example'

let emulator: Emulator
let browser: EntraBrowser
beforeEach(async () => {
  emulator = await createEmulator()
  browser = new EntraBrowser(emulator)
})

async function grantedTo(scope: string): Promise<Record<string, unknown>> {
  const back = await browser.signIn(authorizeUrl({ scope: `openid ${scope}` }), adele)
  const { json } = await redeem(emulator, back.searchParams.get('code') ?? '')
  return decodeJwt(String(json.access_token))
}

describe('a permission that a person grants', () => {
  test.each([
    ['Chat.Read', 'Read your chat messages', 'https://graph.microsoft.com'],
    ['Sites.Read.All', 'Read items in all site collections', 'https://graph.microsoft.com'],
    [
      'Sites.Selected',
      'Access selected Sites, on behalf of the signed-in user',
      'https://graph.microsoft.com',
    ],
    [
      'https://app.vssps.visualstudio.com/vso.code_write',
      'Code (read and write)',
      '499b84ac-1321-427f-aa17-267ca6975798',
    ],
    [
      'https://management.azure.com/user_impersonation',
      'Access Azure Service Management as organization users (preview)',
      'https://management.azure.com',
    ],
    [
      'https://management.core.windows.net//user_impersonation',
      'Access Azure Service Management as organization users (preview)',
      'https://management.azure.com',
    ],
    [
      'https://vault.azure.net/user_impersonation',
      'Have full access to the Azure Key Vault service',
      'https://vault.azure.net',
    ],
    [
      'https://contoso.sharepoint.com/AllSites.Read',
      'Read items in all site collections',
      '00000003-0000-0ff1-ce00-000000000000',
    ],
    [
      'https://contoso.crm4.dynamics.com/user_impersonation',
      'Access Common Data Service as organization users',
      '00000007-0000-0000-c000-000000000000',
    ],
    [
      'https://outlook.office.com/IMAP.AccessAsUser.All',
      'Read and write access to your mail via IMAP',
      'https://outlook.office365.com',
    ],
    [
      'https://analysis.windows.net/powerbi/api/Report.Read.All',
      'View all reports',
      'https://analysis.windows.net/powerbi/api',
    ],
  ])('%s is asked for in its own words and told in the token', async (scope, title, audience) => {
    await browser.signIn(authorizeUrl({ scope: 'openid' }), adele)
    expect(await pageOf(browser, { scope: `openid ${scope}` })).toContain(title)
    const name = scope.split('/').at(-1)
    const { aud, scp } = await grantedTo(scope)
    expect(aud).toBe(audience)
    expect(String(scp).split(' ')).toContain(name)
  })

  test('of Graph whose requests are not served here is refused there by name', async () => {
    await browser.signIn(authorizeUrl({ scope: 'openid' }), adele)
    const back = await browser.signIn(authorizeUrl({ scope: 'openid Calendars.Read' }), adele)
    const { json } = await redeem(emulator, back.searchParams.get('code') ?? '')
    const response = await callGraph(emulator, '/v1.0/me/events', json.access_token)
    expect(response.status).toBe(501)
    expect(await response.text()).toContain('GET /v1.0/me/events is not in this emulator.')
  })
})

test.each(['Chat.Read.All', 'Sites.FullControl.All', 'https://manage.office.com/ActivityFeed.Read'])(
  '%s is an administrator’s to grant, or not to be had by a person',
  async (scope) => {
    await browser.signIn(authorizeUrl({ scope: 'openid' }), adele)
    const page = await browser.get(authorizeUrl({ scope: `openid ${scope}` }))
    const location = page.headers.get('Location') ?? ''
    // Chat.Read.All is for apps alone.
    if (scope === 'Chat.Read.All') expect(location).toContain('AADSTS650053')
    else expect(await page.text()).toContain('Need admin approval')
  },
)

test.each([
  'Sites.Reed.All',
  'https://graph.microsoft.com/Calendars.Steal',
  'https://app.vssps.visualstudio.com/vso.coffee',
  'https://vault.azure.net/keys.read',
])('%s does not exist', async (scope) => {
  const location = await locationOf(browser, { scope: `openid ${scope}` })
  expect(location.searchParams.get('error_description')).toContain('AADSTS650053')
})

test.each([
  ['https://api.loganalytics.io/Data.Read', 'Azure Monitor (https://api.loganalytics.io)'],
  ['https://graph.windows.net/User.Read', 'Azure AD Graph (https://graph.windows.net)'],
  ['https://cognitiveservices.azure.com/.default', 'Azure AI services (https://cognitiveservices.azure.com)'],
])('%s is an API that is not here, and refused by name', async (scope, named) => {
  const location = await locationOf(browser, { scope: `openid ${scope}` })
  expect(location.searchParams.get('error')).toBe('invalid_resource')
  expect(location.searchParams.get('error_description')).toContain(
    `AADSTS500011: ${named}: not in this emulator.`,
  )
})

describe('what an administrator grants to the app itself', () => {
  const SITES_READ_ALL = '332a536c-c7ef-4017-ab91-336970924f0d'

  /** The roles of its token for Graph after consent at this path. */
  async function rolesAfter(path: string, scope?: string) {
    const graph = await asOperator(emulator)
    const app = await registerApp(graph, {
      requiredResourceAccess: [
        { resourceAppId: microsoftGraph, resourceAccess: [{ id: SITES_READ_ALL, type: 'Role' }] },
      ],
    })
    const { secretText: client_secret } = await addSecret(graph, app)
    const query = new URLSearchParams({
      client_id: app.appId,
      redirect_uri: redirectUri,
      ...(scope ? { scope } : {}),
    })
    const url = `${authority}/${path}?${query}`
    const page = await (await browser.get(url)).text()
    await browser.adminConsent(url)
    const asked = { grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default' }
    const body = new URLSearchParams({ client_id: app.appId, client_secret, ...asked })
    const response = await emulator.fetch(
      new Request(`${authority}/oauth2/v2.0/token`, { method: 'POST', body }),
    )
    const { access_token } = (await response.json()) as { access_token: string }
    return { page, roles: decodeJwt(access_token).roles }
  }

  test.each([
    ['adminconsent', undefined],
    ['v2.0/adminconsent', 'https://graph.microsoft.com/.default'],
  ])('at /%s is told in its tokens', async (path, scope) => {
    const { page, roles } = await rolesAfter(path, scope)
    expect(page).toContain('Read items in all site collections')
    expect(roles).toEqual(['Sites.Read.All'])
  })

  test('does not work under another name', async () => {
    const { roles } = await rolesAfter('v2.0/adminconsent', 'https://graph.microsoft.com/User.Read')
    expect(roles).toBeUndefined()
  })
})

describe('an app that speaks for itself', () => {
  async function rolesFor(api: string, granted: string[]) {
    emulator.state.applicationPermissions.set(entryway.clientId, granted)
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: entryway.clientId,
      client_secret: secret,
      scope: `${api}/.default`,
    })
    const response = await emulator.fetch(
      new Request(`${authority}/oauth2/v2.0/token`, { method: 'POST', body }),
    )
    const { access_token } = (await response.json()) as { access_token: string }
    return decodeJwt(access_token).roles
  }

  test('has the roles of the API that the token is for', async () => {
    const granted = ['Sites.Read.All', 'https://contoso.sharepoint.com/Sites.FullControl.All']
    expect(await rolesFor('https://graph.microsoft.com', granted)).toEqual(['Sites.Read.All'])
    expect(await rolesFor('https://contoso.sharepoint.com', granted)).toEqual(['Sites.FullControl.All'])
    expect(await rolesFor('https://vault.azure.net', granted)).toBeUndefined()
  })
})

describe.each(microsoftApis.map((api) => [api.displayName, api] as const))(
  '%s',
  (_, { scopes, roles = [] }) => {
    test('names each permission once, with an id of its own', () => {
      for (const permissions of [scopes, roles]) {
        expect(new Set(permissions.map(({ name }) => name.toLowerCase())).size).toBe(permissions.length)
        expect(new Set(permissions.map(({ id }) => id)).size).toBe(permissions.length)
        expect(permissions.filter(({ id }) => !GUID.test(id))).toEqual([])
        expect(permissions.filter(({ sentence }) => sentence === '')).toEqual([])
      }
    })
  },
)

test('docs/local-entra.md names every API that is refused by name', () => {
  const document = readFileSync(new URL('../../docs/local-entra.md', import.meta.url), 'utf8').replace(
    /\s+/g,
    ' ',
  )
  for (const name of absentApis) expect(document).toContain(name)
})
