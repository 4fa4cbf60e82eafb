// Who signs in to an app: what its registration says of the kinds of accounts.
import { beforeEach, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { adele, casey, contoso, joni, megan, robin, usernameOf } from '../../emulator/seed.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authorizeUrl, redeem } from '../support/entra-client.ts'
import { asOperator } from '../support/operator.ts'
import { addSecret, registerApp } from './registered-app.ts'

let emulator: Emulator
beforeEach(async () => {
  emulator = await createEmulator()
})

const login = 'https://login.microsoftonline.com'
const people = { adele, megan, casey }

/** Who gets in at which authority, and the number that keeps the others out. */
test.each([
  ['AzureADMyOrg', contoso.id, { adele: 200, megan: 50020, casey: 50020 }],
  ['AzureADMyOrg', 'common', { adele: 50194, megan: 50194, casey: 50194 }],
  ['AzureADMultipleOrgs', 'organizations', { adele: 200, megan: 200, casey: 50020 }],
  ['AzureADMultipleOrgs', 'common', { adele: 200, megan: 200, casey: 50020 }],
  ['AzureADMultipleOrgs', 'consumers', { adele: 9002332, megan: 9002332, casey: 9002332 }],
  ['AzureADandPersonalMicrosoftAccount', 'common', { adele: 200, megan: 200, casey: 200 }],
  ['AzureADandPersonalMicrosoftAccount', 'organizations', { adele: 200, megan: 200, casey: 50020 }],
  ['AzureADandPersonalMicrosoftAccount', 'consumers', { adele: 50020, megan: 50020, casey: 200 }],
  ['PersonalMicrosoftAccount', 'consumers', { adele: 50020, megan: 50020, casey: 200 }],
  ['PersonalMicrosoftAccount', 'common', { adele: 9002331, megan: 9002331, casey: 9002331 }],
  ['PersonalMicrosoftAccount', contoso.id, { adele: 9002331, megan: 9002331, casey: 9002331 }],
])('%s at %s', async (signInAudience, name, expected) => {
  const graph = await asOperator(emulator)
  const app = await registerApp(graph, { signInAudience })
  const { secretText } = await addSecret(graph, app)
  const at = `${login}/${name}`
  const client = { client_id: app.appId, client_secret: secretText }
  const enter = async (who: keyof typeof people) => {
    const browser = new EntraBrowser(emulator)
    try {
      const back = await browser.signIn(authorizeUrl({ client_id: app.appId }, at), usernameOf(people[who]))
      return (await redeem(emulator, back.searchParams.get('code') ?? '', client, {}, at)).status
    } catch (error) {
      return Number(/AADSTS(\d+)/.exec(String(error))?.[1])
    }
  }
  expect({ adele: await enter('adele'), megan: await enter('megan'), casey: await enter('casey') }).toEqual(
    expected,
  )
})

test('an app of an external tenant: its customers sign in once an administrator has consented', async () => {
  const graph = await asOperator(emulator, joni)
  const app = await registerApp(graph)
  const { secretText: client_secret } = await addSecret(graph, app)
  const at = `https://fourthcoffee.ciamlogin.com/${joni.tenantId}`
  const enter = () =>
    new EntraBrowser(emulator).signIn(authorizeUrl({ client_id: app.appId }, at), robin.signInName)
  expect((await enter()).searchParams.get('error_description')).toContain('AADSTS65001')
  const api = "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')"
  await graph('POST', '/oauth2PermissionGrants', {
    clientId: app.principalId,
    consentType: 'AllPrincipals',
    resourceId: (await graph('GET', api)).json.id,
    scope: 'openid profile offline_access User.Read',
  })
  const code = (await enter()).searchParams.get('code') ?? ''
  expect((await redeem(emulator, code, { client_id: app.appId, client_secret }, {}, at)).status).toBe(200)
})
