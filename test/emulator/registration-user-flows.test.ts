// User flows of External ID: registered through Graph, and what they make of the sign-up.
import { beforeEach, describe, expect, test } from 'vitest'
import {
  entrywayCustomers,
  fourthCoffee,
  graphCommandLine,
  isCustomer,
  joni,
  robin,
} from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { customerPassword, EntraBrowser } from '../support/entra-browser.ts'
import { authorizeUrl, postTo } from '../support/entra-client.ts'
import { asOperator, type Directory } from '../support/operator.ts'
import { headingOf, passcodeOn, startCustomer } from './customer.ts'
import { type RegisteredApp, registerApp } from './registered-app.ts'

const flows = '/identity/authenticationEventsFlows'

let emulator: Emulator
let graph: Directory
let app: RegisteredApp
beforeEach(async () => {
  emulator = await startEmulator()
  graph = await asOperator(emulator, joni)
  app = await registerApp(graph)
})

const newFlow = (change: object = {}) => ({
  '@odata.type': '#microsoft.graph.externalUsersSelfServiceSignUpEventsFlow',
  displayName: 'Wide World Importers',
  onAuthenticationMethodLoadStart: {
    '@odata.type': '#microsoft.graph.onAuthenticationMethodLoadStartExternalUsersSelfServiceSignUp',
    identityProviders: [{ id: 'EmailPassword-OAUTH' }],
  },
  onInteractiveAuthFlowStart: { isSignUpAllowed: true },
  onAttributeCollection: { attributes: [{ id: 'email' }, { id: 'displayName' }] },
  ...change,
})

const forApps = (...appIds: string[]) => ({
  conditions: { applications: { includeApplications: appIds.map((appId) => ({ appId })) } },
})

describe('a flow', () => {
  test('is made, read and found in the list', async () => {
    const made = await graph('POST', flows, newFlow(forApps(app.appId)))
    expect(made).toMatchObject({
      status: 201,
      json: {
        '@odata.type': '#microsoft.graph.externalUsersSelfServiceSignUpEventsFlow',
        displayName: 'Wide World Importers',
        priority: 500,
        conditions: { applications: { includeApplications: [{ appId: app.appId }] } },
        onInteractiveAuthFlowStart: { isSignUpAllowed: true },
        onAuthenticationMethodLoadStart: {
          identityProviders: [{ id: 'EmailPassword-OAUTH', identityProviderType: 'EmailPassword' }],
        },
      },
    })
    const read = await graph('GET', `${flows}/${made.json.id}`)
    expect(read.json.id).toBe(made.json.id)
    const list = (await graph('GET', flows)).json.value as { displayName: string }[]
    const names = list.map(({ displayName }) => displayName)
    expect(names).toEqual(['Sign up and sign in', 'Wide World Importers'])
  })

  test.each([
    ['a name that is taken', newFlow({ displayName: 'sign up AND sign in' }), 409],
    ['an identity provider that is not set up', providers('Google-OAUTH'), 400],
    ['no identity provider', providers(), 400],
    ['another type', newFlow({ '@odata.type': '#microsoft.graph.authenticationEventsFlow' }), 400],
    ['no type', newFlow({ '@odata.type': undefined }), 400],
    ['an app that has a flow', newFlow(forApps(entrywayCustomers.clientId)), 409],
    ['an app that is not there', newFlow(forApps('00000000-0000-0000-0000-000000000000')), 404],
    ['something else', newFlow({ color: 'red' }), 400],
  ])('is not made with %s', async (_, body, status) => {
    expect((await graph('POST', flows, body)).status).toBe(status)
    expect(emulator.state.userFlows).toHaveLength(1)
  })

  function providers(...ids: string[]) {
    return newFlow({ onAuthenticationMethodLoadStart: { identityProviders: ids.map((id) => ({ id })) } })
  }

  test('is changed and deleted', async () => {
    const { id } = (await graph('POST', flows, newFlow())).json
    const type = { '@odata.type': '#microsoft.graph.externalUsersSelfServiceSignUpEventsFlow' }
    const change = { ...type, onInteractiveAuthFlowStart: { isSignUpAllowed: false } }
    expect((await graph('PATCH', `${flows}/${id}`, change)).status).toBe(204)
    expect((await graph('GET', `${flows}/${id}`)).json).toMatchObject({
      displayName: 'Wide World Importers',
      onInteractiveAuthFlowStart: { isSignUpAllowed: false },
    })
    expect((await graph('DELETE', `${flows}/${id}`)).status).toBe(204)
    expect((await graph('GET', `${flows}/${id}`)).status).toBe(404)
  })

  test('is for an external tenant only', async () => {
    const rejected = await (await asOperator(emulator))('POST', flows, newFlow())
    expect(rejected).toMatchObject({ status: 400, json: { error: { code: 'Request_BadRequest' } } })
    expect(emulator.state.userFlows).toHaveLength(1)
  })
})

describe('the apps of a flow', () => {
  test('come and go', async () => {
    const { id } = (await graph('POST', flows, newFlow())).json
    const apps = `${flows}/${id}/conditions/applications/includeApplications`
    const body = { '@odata.type': '#microsoft.graph.authenticationConditionApplication', appId: app.appId }
    expect(await graph('POST', apps, body)).toMatchObject({ status: 201, json: { appId: app.appId } })
    expect((await graph('POST', apps, body)).status).toBe(409)
    expect((await graph('GET', apps)).json.value).toEqual([body])
    expect((await graph('DELETE', `${apps}/${app.appId}`)).status).toBe(204)
    expect((await graph('DELETE', `${apps}/${app.appId}`)).status).toBe(404)
    expect((await graph('GET', apps)).json.value).toEqual([])
  })

  test('go when they are deleted', async () => {
    const { id } = (await graph('POST', flows, newFlow(forApps(app.appId)))).json
    await graph('DELETE', app.path)
    const apps = `${flows}/${id}/conditions/applications/includeApplications`
    expect((await graph('GET', apps)).json.value).toEqual([])
  })
})

describe('customers of a registered app', () => {
  const open = (customer: ReturnType<typeof startCustomer>, change = {}) =>
    customer.open({ client_id: app.appId, scope: 'openid profile', ...change })

  test('are not offered to sign up without a flow, and sign in all the same', async () => {
    const customer = startCustomer(emulator)
    expect(await open(customer)).not.toContain('Create one')
    expect(headingOf(await open(customer, { prompt: 'create' }))).toBe('Sign in')
    const rejected = await customer.send('sign-up', { username: 'sam@adatum.example' })
    expect([rejected.status, rejected.page]).toEqual([400, expect.stringContaining('AADSTS9002313')])
    await open(customer)
    const { page } = await customer.send('login', { username: robin.signInName })
    expect((await customer.send('passcode', { passcode: passcodeOn(page) })).code).not.toBeNull()
  })

  test('sign in themselves, also in the browser of their administrator', async () => {
    const browser = new EntraBrowser(emulator)
    const at = `http://localhost:8788/${fourthCoffee.id}`
    const fields = { client_id: graphCommandLine.clientId, scope: 'User.Read' }
    const { user_code } = (await postTo(emulator, `${at}/oauth2/v2.0/devicecode`, fields)).json
    const request = String(user_code)
    const username = joni.profile.userPrincipalName
    await browser.post(`${at}/oauth2/deviceauth/login`, { request, username })
    const page = await (await browser.get(authorizeUrl({ client_id: app.appId, scope: 'openid' }, at))).text()
    expect(headingOf(page)).toBe('Sign in')
    expect(page).not.toContain(username)
  })

  test('are not offered to sign up where the flow does not allow it', async () => {
    const start = { onInteractiveAuthFlowStart: { isSignUpAllowed: false } }
    await graph('POST', flows, newFlow({ ...forApps(app.appId), ...start }))
    expect(await open(startCustomer(emulator))).not.toContain('Create one')
  })

  test('are asked what the flow asks, and no more', async () => {
    await graph('POST', flows, newFlow(forApps(app.appId)))
    const customer = startCustomer(emulator)
    expect(await open(customer)).toContain('Create one')
    const { page } = await customer.send('sign-up', { username: 'sam@adatum.example' })
    await customer.send('passcode', { passcode: passcodeOn(page) })
    const details = await customer.send('new-password', { new_password: customerPassword })
    const fields = [...details.page.matchAll(/<input class="field" id="(\w+)"/g)]
    expect(fields.map(([, name]) => name)).toEqual(['displayName'])
    const extra = { displayName: 'Sam Lee', jobTitle: 'Owner' }
    expect((await customer.send('attributes', extra)).code).not.toBeNull()
    const sam = emulator.state.people.find(({ signInName }) => signInName === 'sam@adatum.example')
    expect(sam).toMatchObject({
      tenantId: fourthCoffee.id,
      password: customerPassword,
      profile: { displayName: 'Sam Lee', jobTitle: null },
    })
  })

  test('have no password where the flow asks for a passcode, and no name where it asks for none', async () => {
    const passcode = {
      onAuthenticationMethodLoadStart: { identityProviders: [{ id: 'EmailOtpSignup-OAUTH' }] },
    }
    const nothing = { onAttributeCollection: { attributes: [{ id: 'email' }] } }
    await graph('POST', flows, newFlow({ ...forApps(app.appId), ...passcode, ...nothing }))
    const customer = startCustomer(emulator)
    await open(customer)
    const { page } = await customer.send('sign-up', { username: 'sam@adatum.example' })
    expect(emulator.state.people.filter(isCustomer)).toHaveLength(1)
    expect((await customer.send('passcode', { passcode: passcodeOn(page) })).code).not.toBeNull()
    const [, sam] = emulator.state.people.filter(isCustomer)
    expect(sam).toMatchObject({ profile: { displayName: 'unknown', mail: 'sam@adatum.example' } })
    expect(sam).not.toHaveProperty('password')
  })
})
