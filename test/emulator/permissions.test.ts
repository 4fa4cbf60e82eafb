// Microsoft's own APIs: every permission that they have is granted and named in tokens, served here or not; the
// emulator names the APIs that it lacks.
import { readFileSync } from 'node:fs'
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { absentApis } from '../../emulator/directory/absent-apis.ts'
import { microsoftApis } from '../../emulator/directory/microsoft-apis.ts'
import { GUID } from '../../emulator/protocol/guid.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import {
  authority,
  authorizeUrl,
  callGraph,
  locationOf,
  pageOf,
  redeem,
  redeemAsApp,
  redirectUri,
} from '../support/entra-client.ts'
import { asOperator } from '../support/operator.ts'
import { addSecret, microsoftGraph, registerApp } from './registered-app.ts'

const adele = 'adele@contoso.example'

let emulator: Emulator
let browser: EntraBrowser
beforeEach(async () => {
  emulator = await startEmulator()
  browser = new EntraBrowser(emulator)
  await browser.signIn(authorizeUrl({ scope: 'openid' }), adele)
})

async function grantedTo(scope: string) {
  const back = await browser.signIn(authorizeUrl({ scope: `openid ${scope}` }), adele)
  return (await redeem(emulator, back.searchParams.get('code') ?? '')).json.access_token
}

describe('a permission that a user grants', () => {
  const files = 'Read items in all site collections'
  const azure = 'Access Azure Service Management as organization users (preview)'
  const dataverse = 'Access Common Data Service as organization users'
  const [sharePoint, dynamics] = [
    '00000003-0000-0ff1-ce00-000000000000',
    '00000007-0000-0000-c000-000000000000',
  ]

  test.each([
    ['Chat.Read', 'Read your chat messages', 'https://graph.microsoft.com'],
    [
      'https://app.vssps.visualstudio.com/vso.code_write',
      'Code (read and write)',
      '499b84ac-1321-427f-aa17-267ca6975798',
    ],
    ['https://management.azure.com/user_impersonation', azure, 'https://management.azure.com'],
    ['https://management.core.windows.net//user_impersonation', azure, 'https://management.azure.com'],
    [
      'https://vault.azure.net/user_impersonation',
      'Have full access to the Azure Key Vault service',
      'https://vault.azure.net',
    ],
    ['https://contoso.sharepoint.com/AllSites.Read', files, sharePoint],
    ['https://contoso.crm4.dynamics.com/user_impersonation', dataverse, dynamics],
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
  ])('%s is asked for in its own words and named in the token', async (scope, title, audience) => {
    expect(await pageOf(browser, { scope: `openid ${scope}` })).toContain(title)
    const { aud, scp } = decodeJwt(String(await grantedTo(scope)))
    expect(aud).toBe(audience)
    expect(String(scp).split(' ')).toContain(scope.split('/').at(-1))
  })

  test('of Graph whose requests are not served here answers 501 by name', async () => {
    const response = await callGraph(emulator, '/v1.0/me/events', await grantedTo('Calendars.Read'))
    expect(response.status).toBe(501)
    expect(await response.text()).toContain('GET /v1.0/me/events is not in this emulator.')
  })
})

test.each(['Sites.FullControl.All', 'https://manage.office.com/ActivityFeed.Read'])(
  '%s is an administrator’s to grant',
  async (scope) => {
    expect(await pageOf(browser, { scope: `openid ${scope}` })).toContain('Need admin approval')
  },
)

test.each([
  // For apps alone.
  ['Chat.Read.All', 'AADSTS650053'],
  ['Sites.Reed.All', 'AADSTS650053'],
  ['https://graph.microsoft.com/Calendars.Steal', 'AADSTS650053'],
  ['https://app.vssps.visualstudio.com/vso.coffee', 'AADSTS650053'],
  ['https://vault.azure.net/keys.read', 'AADSTS650053'],
  ['https://api.loganalytics.io/Data.Read', 'Azure Monitor (https://api.loganalytics.io)'],
  ['https://graph.windows.net/User.Read', 'Azure AD Graph (https://graph.windows.net)'],
  ['https://cognitiveservices.azure.com/.default', 'Azure AI services (https://cognitiveservices.azure.com)'],
])('rejects %s: %s', async (scope, named) => {
  const { searchParams } = await locationOf(browser, { scope: `openid ${scope}` })
  const isHere = named.startsWith('AADSTS')
  expect(searchParams.get('error')).toBe(isHere ? 'invalid_client' : 'invalid_resource')
  const message = isHere ? named : `AADSTS500011: ${named}: not in this emulator.`
  expect(searchParams.get('error_description')).toContain(message)
})

describe('what an administrator grants to the app itself', () => {
  const SITES_READ_ALL = '332a536c-c7ef-4017-ab91-336970924f0d'

  test.each([
    ['adminconsent', undefined, ['Sites.Read.All']],
    ['v2.0/adminconsent', 'https://graph.microsoft.com/.default', ['Sites.Read.All']],
    ['v2.0/adminconsent', 'https://graph.microsoft.com/User.Read', undefined],
  ])('at /%s for %s gives its tokens the roles %j', async (path, scope, roles) => {
    const graph = await asOperator(emulator)
    const resourceAccess = [{ id: SITES_READ_ALL, type: 'Role' }]
    const app = await registerApp(graph, {
      requiredResourceAccess: [{ resourceAppId: microsoftGraph, resourceAccess }],
    })
    const { secretText: client_secret } = await addSecret(graph, app)
    const client_id = app.appId
    const query = new URLSearchParams({ client_id, redirect_uri: redirectUri, ...(scope && { scope }) })
    const url = `${authority}/${path}?${query}`
    const page = await (await browser.get(url)).text()
    if (roles) expect(page).toContain('Read items in all site collections')
    await browser.adminConsent(url)
    const { json } = await redeemAsApp(emulator, undefined, { client_id, client_secret })
    expect(decodeJwt(String(json.access_token)).roles).toEqual(roles)
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

test('docs/local-entra.md names every API that is not here', () => {
  const document = readFileSync(new URL('../../docs/local-entra.md', import.meta.url), 'utf8')
  for (const name of absentApis) expect(document.replace(/\s+/g, ' ')).toContain(name)
})
