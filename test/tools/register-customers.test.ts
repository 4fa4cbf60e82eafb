// Apps for customers (External ID): consent for everybody, and the user flow that they sign up with.
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { fourthCoffee, joni } from '../../emulator/seed.ts'
import { asOperator, type Directory } from '../support/operator.ts'
import {
  APP_NAME,
  type Entra,
  newFolder,
  registered,
  runForJson,
  runRegister,
  serveEntra,
} from './register-run.ts'

const operator = { operator: joni }
const FLOW = `${APP_NAME} sign-up and sign-in`

let entra: Entra
let args: string[]
let graph: Directory
beforeEach(async () => {
  entra = await serveEntra()
  graph = await asOperator(entra.emulator, joni)
  const file = join(newFolder(), '.dev.vars')
  args = ['--yes', '--kind', 'customers', '--authority', `${entra.url}/${fourthCoffee.id}`]
  args.push('--dev-vars', file, '--name', APP_NAME)
})

const flow = (name = FLOW) => entra.emulator.state.userFlows.find(({ displayName }) => displayName === name)
const clientId = () => registered(entra)[0]?.clientId ?? ''

async function grants(): Promise<unknown[]> {
  const { json } = await graph('GET', `/servicePrincipals(appId='${clientId()}')/oauth2PermissionGrants`)
  return (json.value as { consentType: string; scope: string }[]).map(({ consentType, scope }) => [
    consentType,
    scope,
  ])
}

test.each([
  ['password', 'EmailPassword-OAUTH'],
  ['passcode', 'EmailOtpSignup-OAUTH'],
])(
  '--sign-up %s makes a user flow with it for the app, and consents for everybody',
  async (method, provider) => {
    const more = ['--sign-up', method, '--attributes', 'displayName,jobTitle']
    const { exitCode, stdout } = await runRegister([...args, ...more], operator)
    expect(exitCode, stdout).toBe(0)
    expect(flow()).toMatchObject({ identityProviders: [provider], signUpAllowed: true, appIds: [clientId()] })
    expect(flow()?.attributes.map(({ id }) => id)).toEqual(['email', 'displayName', 'jobTitle'])
    const scopes = 'openid profile offline_access User.Read User.ReadWrite'.split(' ')
    const [grant] = (await grants()) as [string, string][]
    expect([grant?.[0], grant?.[1].split(' ').toSorted()]).toEqual(['AllPrincipals', scopes.toSorted()])
    // Run again without the flag, it is nobody's wish to have another.
    expect((await runForJson(args, operator)).report).toMatchObject({ outcome: 'unchanged', warnings: [] })
  },
)

test('an existing user flow is used, and not changed', async () => {
  await runRegister(args.with(-1, 'Other'), operator)
  const before = structuredClone(flow('Other sign-up and sign-in'))
  const separate = args.with(args.indexOf('--dev-vars') + 1, join(newFolder(), '.dev.vars'))
  const more = ['--user-flow', 'Other sign-up and sign-in', '--sign-up', 'passcode']
  const { exitCode, report } = await runForJson([...separate, ...more], operator)
  expect([exitCode, report.warnings]).toEqual([0, [expect.stringContaining('not with email and passcode')]])
  const after = flow('Other sign-up and sign-in')
  expect(after).toMatchObject({ ...before, appIds: [...(before?.appIds ?? []), clientId()] })
  expect(flow()).toBeUndefined()
  const again = await runForJson([...separate, ...more], operator)
  expect(again.report.outcome).toBe('unchanged')
})

test('an app with another user flow moves to the one passed', async () => {
  await runRegister(args, operator)
  const { exitCode, stdout } = await runRegister([...args, '--user-flow', 'Shared'], operator)
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`user flow: ${FLOW} -> Shared`)])
  expect([flow()?.appIds, flow('Shared')?.appIds]).toEqual([[], [clientId()]])
})

test.each([
  [
    'the app is not in its user flow any more',
    async () => {
      ;(flow() as { appIds: string[] }).appIds = []
    },
    'Use the user flow',
  ],
  ['the consent is gone', () => revoke(), 'Grant admin consent to openid'],
  [
    'the consent lacks a permission',
    () => revoke('openid profile User.Read'),
    'consent to User.ReadWrite: missing -> given',
  ],
])('when %s, the difference is shown and fixed', async (_, spoil, shown) => {
  await runRegister(args, operator)
  const before = await grants()
  await spoil()
  expect((await runForJson(args, operator)).stderr).toContain(shown)
  expect([flow()?.appIds, (await grants()).length]).toEqual([[clientId()], before.length])
  expect((await runForJson(args, operator)).report.outcome).toBe('unchanged')
})

async function revoke(scope?: string): Promise<void> {
  const { json } = await graph('GET', `/servicePrincipals(appId='${clientId()}')/oauth2PermissionGrants`)
  const [grant] = json.value as { id: string }[]
  const path = `/oauth2PermissionGrants/${grant?.id}`
  const { status } = scope ? await graph('PATCH', path, { scope }) : await graph('DELETE', path)
  expect(status).toBe(204)
}

test('--delete deletes its own user flow, but only removes the app from any other', async () => {
  const shared = { ...flowBody('Shared') }
  expect((await graph('POST', '/identity/authenticationEventsFlows', shared)).status).toBe(201)
  await runRegister([...args, '--user-flow', 'Shared'], operator)
  expect((await runRegister([...args, '--delete'], operator)).exitCode).toBe(0)
  expect(flow('Shared')?.appIds).toEqual([])

  await runRegister(args, operator)
  expect(flow()).toBeDefined()
  expect((await runRegister([...args, '--delete'], operator)).exitCode).toBe(0)
  expect([flow(), registered(entra)]).toEqual([undefined, []])
})

const flowBody = (displayName: string) => ({
  '@odata.type': '#microsoft.graph.externalUsersSelfServiceSignUpEventsFlow',
  displayName,
  onInteractiveAuthFlowStart: {
    '@odata.type': '#microsoft.graph.onInteractiveAuthFlowStartExternalUsersSelfServiceSignUp',
    isSignUpAllowed: true,
  },
  onAuthenticationMethodLoadStart: {
    '@odata.type': '#microsoft.graph.onAuthenticationMethodLoadStartExternalUsersSelfServiceSignUp',
    identityProviders: [{ id: 'EmailPassword-OAUTH' }],
  },
})
