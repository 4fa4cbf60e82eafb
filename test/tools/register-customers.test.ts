// Apps for customers (External ID): consent for everybody, and the user flow that they sign up with.
import { beforeEach, expect, test } from 'vitest'
import { fourthCoffee, joni } from '../../emulator/seed.ts'
import { asOperator, type Directory } from '../support/operator.ts'
import { APP_NAME, type Entra, newRun, registered, runForJson, runRegister } from './register-run.ts'

const operator = { operator: joni }
const FLOW = `${APP_NAME} sign-up and sign-in`

let entra: Entra
let file: string
let args: string[]
let graph: Directory
beforeEach(async () => {
  ;({ entra, file, args } = await newRun(fourthCoffee))
  args.push('--kind', 'customers')
  graph = await asOperator(entra.emulator, joni)
})

const flow = (name = FLOW) => entra.emulator.state.userFlows.find(({ displayName }) => displayName === name)
const clientId = () => registered(entra)[0]?.clientId ?? ''

type Grant = { id: string; consentType: string; scope: string }

async function grants(): Promise<Grant[]> {
  const { json } = await graph('GET', `/servicePrincipals(appId='${clientId()}')/oauth2PermissionGrants`)
  return json.value as Grant[]
}

test.each([
  ['password', 'EmailPassword-OAUTH'],
  ['passcode', 'EmailOtpSignup-OAUTH'],
])(
  '--sign-up %s makes a user flow with it for the app, and consents for everybody',
  async (method, provider) => {
    const more = ['--sign-up', method, '--attributes', 'displayName,jobTitle']
    const { exitCode, report, stderr } = await runForJson([...args, ...more], operator)
    expect([exitCode, report.warnings], stderr).toEqual([0, []])
    expect(flow()).toMatchObject({ identityProviders: [provider], signUpAllowed: true, appIds: [clientId()] })
    expect(flow()?.attributes.map(({ id }) => id)).toEqual(['email', 'displayName', 'jobTitle'])
    expect(flow()?.attributePage).toMatchObject({
      views: [{ inputs: [{ required: true }, { required: true }, { required: false }] }],
    })
    const scopes = 'openid profile offline_access User.Read User.ReadWrite'.split(' ')
    const [grant] = await grants()
    expect([grant?.consentType, grant?.scope.split(' ').toSorted()]).toEqual([
      'AllPrincipals',
      scopes.toSorted(),
    ])
    // Run again without the flag, it is nobody's wish to have another.
    expect((await runForJson(args, operator)).report).toMatchObject({ outcome: 'unchanged', warnings: [] })
  },
)

test('an existing user flow is used, and not changed', async () => {
  await runRegister([...args, '--name', 'Other'], operator)
  const before = structuredClone(flow('Other sign-up and sign-in'))
  args.push(
    '--dev-vars',
    `${file}.other`,
    '--user-flow',
    'Other sign-up and sign-in',
    '--sign-up',
    'passcode',
  )
  const { exitCode, report } = await runForJson(args, operator)
  expect([exitCode, report.warnings]).toEqual([0, [expect.stringContaining('not with email and passcode')]])
  const after = flow('Other sign-up and sign-in')
  expect(after).toMatchObject({ ...before, appIds: [...(before?.appIds ?? []), clientId()] })
  expect(flow()).toBeUndefined()
  expect((await runForJson(args, operator)).report.outcome).toBe('unchanged')
})

test('an app with another user flow moves to the one passed', async () => {
  await runRegister(args, operator)
  const { exitCode, stdout } = await runRegister([...args, '--user-flow', 'Shared'], operator)
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`user flow: ${FLOW} -> Shared`)])
  expect([flow()?.appIds, flow('Shared')?.appIds]).toEqual([[], [clientId()]])
})

async function revoke(scope?: string): Promise<void> {
  const path = `/oauth2PermissionGrants/${(await grants())[0]?.id}`
  const { status } = scope ? await graph('PATCH', path, { scope }) : await graph('DELETE', path)
  expect(status).toBe(204)
}

test.each<[string, () => unknown, string]>([
  ['the app is in no user flow', () => flow()?.appIds.splice(0), 'Use the user flow'],
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

test('--delete deletes its own user flow, but only removes the app from any other', async () => {
  const type = (name: string) => ({ '@odata.type': `#microsoft.graph.${name}` })
  const shared = {
    ...type('externalUsersSelfServiceSignUpEventsFlow'),
    displayName: 'Shared',
    onInteractiveAuthFlowStart: {
      ...type('onInteractiveAuthFlowStartExternalUsersSelfServiceSignUp'),
      isSignUpAllowed: true,
    },
    onAuthenticationMethodLoadStart: {
      ...type('onAuthenticationMethodLoadStartExternalUsersSelfServiceSignUp'),
      identityProviders: [{ id: 'EmailPassword-OAUTH' }],
    },
  }
  expect((await graph('POST', '/identity/authenticationEventsFlows', shared)).status).toBe(201)
  await runRegister([...args, '--user-flow', 'Shared'], operator)
  expect((await runRegister([...args, '--delete'], operator)).exitCode).toBe(0)
  expect(flow('Shared')?.appIds).toEqual([])

  await runRegister(args, operator)
  expect(flow()).toBeDefined()
  expect((await runRegister([...args, '--delete'], operator)).exitCode).toBe(0)
  expect([flow(), registered(entra)]).toEqual([undefined, []])
})
