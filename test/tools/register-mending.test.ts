// A registration that somebody has changed: each difference is shown, and mended.
import { readFileSync, writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import type { AppRegistration } from '../../emulator/directory/app-registration.ts'
import { contoso, secret } from '../../emulator/seed.ts'
import { filled } from '../../tools/register/execute/placeholders.ts'
import { asOperator } from '../support/operator.ts'
import {
  contosoRun,
  type Entra,
  registered,
  runForJson,
  runRegister,
  variablesIn,
  writes,
} from './register-run.ts'

const PRODUCTION = 'https://app.example.com/callback'
const LOCAL = 'http://localhost:8787/getAToken'

let entra: Entra
let file: string
let args: string[]
let app: AppRegistration
beforeEach(async () => {
  ;({ entra, file, args } = await contosoRun())
  args.push('--kind', 'tenant', '--admin-consent', '--redirect-uri', LOCAL, '--redirect-uri', PRODUCTION)
  expect((await runRegister(args)).exitCode).toBe(0)
  app = registered(entra)[0] as AppRegistration
})

const IMPLICIT = { enableIdTokenIssuance: false, enableAccessTokenIssuance: false }

/** What matters of the registration, in any order. */
const state = () => ({
  redirectUris: app.redirectUris.toSorted(),
  otherRedirectUris: [app.spaRedirectUris, app.publicClientRedirectUris],
  audience: app.signInAudience,
  logout: app.frontChannelLogout,
  claims: app.optionalClaims.map(({ name }) => name).toSorted(),
  permissions: app.requiredResources?.map(({ resourceAccess }) =>
    resourceAccess.map(({ id }) => id).toSorted(),
  ),
  publicClient: app.publicClient,
  implicit: { ...IMPLICIT, ...(app.others.web as { implicitGrantSettings?: object })?.implicitGrantSettings },
  principals: entra.emulator.state.servicePrincipals.filter(({ appId }) => appId === app.clientId).length,
  isSecretHeld: app.secrets.map(({ value }) => value).includes(variablesIn(file).CLIENT_SECRET ?? ''),
})

test.each<[what: string, shown: string, spoil: () => unknown]>([
  [
    'a redirect URI is gone',
    `redirect URI ${LOCAL}: missing -> registered`,
    () => app.redirectUris.splice(app.redirectUris.indexOf(LOCAL), 1),
  ],
  [
    'a foreign redirect URI is there',
    'redirect URI https://attacker.example/callback: registered -> removed',
    () => app.redirectUris.push('https://attacker.example/callback'),
  ],
  [
    'a redirect URI is of a single-page application',
    `redirect URI ${PRODUCTION}: under Single-page application -> under Web`,
    () => Object.assign(app, { redirectUris: [LOCAL], spaRedirectUris: [PRODUCTION] }),
  ],
  [
    'a redirect URI is of a mobile app',
    `redirect URI ${LOCAL}: under Mobile and desktop -> under Web`,
    () => Object.assign(app, { redirectUris: [PRODUCTION], publicClientRedirectUris: [LOCAL] }),
  ],
  [
    'everybody may sign in',
    'supported account types: AzureADMultipleOrgs -> AzureADMyOrg',
    () => Object.assign(app, { signInAudience: 'AzureADMultipleOrgs' }),
  ],
  [
    'the front-channel logout URL is another',
    'front-channel logout URL: https://elsewhere.example/ -> https://app.example.com/logout/front-channel',
    () => Object.assign(app, { frontChannelLogout: { url: 'https://elsewhere.example/' } }),
  ],
  [
    'an optional claim is gone',
    'optional claim login_hint: missing -> in ID tokens',
    () =>
      app.optionalClaims.splice(
        app.optionalClaims.findIndex(({ name }) => name === 'login_hint'),
        1,
      ),
  ],
  [
    'a permission is gone',
    'Microsoft Graph permission User.Read: missing -> added',
    () => {
      const [graph] = app.requiredResources ?? []
      graph?.resourceAccess.splice(
        graph.resourceAccess.findIndex(({ id }) => id.startsWith('e1fe6dd8')),
        1,
      )
    },
  ],
  [
    'public clients may use it',
    'public client flows: allowed -> not allowed',
    () => Object.assign(app, { publicClient: true }),
  ],
  [
    'the implicit grant is on',
    'implicit grant: on -> off',
    () => Object.assign(app.others, { web: { implicitGrantSettings: { enableIdTokenIssuance: true } } }),
  ],
  [
    'the service principal is gone',
    'Add the application to this tenant (its service principal)',
    async () => (await asOperator(entra.emulator))('DELETE', `/servicePrincipals(appId='${app.clientId}')`),
  ],
  [
    'the secret is gone',
    'client secret: CLIENT_SECRET does not belong to this application -> a new one until',
    () => {
      app.secrets = []
      // Not one that the directory only does not list yet.
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^# npm run register added .*\n/m, ''))
    },
  ],
])('when %s, it is shown, then fixed, and the next run finds nothing', async (_, shown, spoil) => {
  const whole = state()
  await spoil()
  expect(state()).not.toEqual(whole)
  const before = writes(entra).length
  expect((await runRegister([...args, '--dry-run'])).stdout).toContain(shown)
  expect(writes(entra)).toHaveLength(before)

  const { exitCode, stdout } = await runRegister(args)
  expect(exitCode).toBe(0)
  expect(stdout.split(shown)[0]).not.toContain('Done')
  expect(state()).toEqual(whole)
  expect((await runForJson(args)).report.outcome).toBe('unchanged')
})

test('--base-path is needed once: the registration keeps it, also for another redirect URI', async () => {
  const noted = (what: string) =>
    new RegExp(`^# npm run register ${what} .*`, 'm').exec(readFileSync(file, 'utf8'))?.[0]
  const added = noted('added')
  const now = () => Date.now() + 3_600_000
  expect((await runRegister([...args, '--base-path', '/auth'], { now })).exitCode).toBe(0)
  expect(app.frontChannelLogout).toEqual({ url: 'https://app.example.com/auth/logout/front-channel' })
  // For the doctor: what other servers may not know yet.
  expect(noted('added')).toBe(added)
  const changed = noted(`changed ${app.clientId} at`)
  expect((await runForJson(args)).report.outcome).toBe('unchanged')
  await runRegister([...args, '--certificate'])
  expect([changed, noted('changed')]).toEqual([expect.any(String), changed])
  await runRegister(args.map((each) => each.replace('app.example.com', 'other.example.com')))
  expect(app.frontChannelLogout).toEqual({ url: 'https://other.example.com/auth/logout/front-channel' })
  await runRegister([...args, '--base-path', ''])
  expect(app.frontChannelLogout).toEqual({ url: 'https://app.example.com/logout/front-channel' })
})

test('other permissions and claims of the app are kept', async () => {
  const other = {
    resourceAppId: 'e0e0e0e0-0000-4000-8000-00000000000d',
    resourceAccess: [{ id: 'e0e0e0e0-0000-4000-8000-0000000000aa', type: 'Scope' }],
  }
  const [own] = app.secrets as [AppRegistration['secrets'][number]]
  const spare = { ...own, keyId: crypto.randomUUID(), value: secret }
  app.optionalClaims = [{ name: 'ctry', essential: false }]
  app.requiredResources?.[0]?.resourceAccess.splice(0, 1)
  app.requiredResources?.push(other)
  app.secrets.push(spare)
  expect((await runForJson(args)).report.outcome).toBe('changed')
  expect(state().claims).toEqual(['ctry', 'login_hint', 'sid', 'xms_edov'])
  expect([app.requiredResources, app.secrets]).toEqual([
    expect.arrayContaining([other]),
    expect.arrayContaining([spare]),
  ])
})

test('for personal accounts, a work app gets the access tokens that they need', async () => {
  const { exitCode, stdout } = await runRegister([...args, '--kind', 'common'])
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('access token version: not set -> 2')])
  expect(app).toMatchObject({ others: { api: { requestedAccessTokenVersion: 2 } } })
})

test('an audience widened by someone else is not taken as intended', async () => {
  app.signInAudience = 'AzureADMultipleOrgs'
  const { report } = await runForJson(args.filter((each) => each !== '--kind' && each !== 'tenant'))
  expect([report.outcome, app.signInAudience]).toEqual(['changed', 'AzureADMyOrg'])
  expect(variablesIn(file).AUTHORITY).toBe(`${entra.url}/${contoso.id}`)
})

test('braces in a name are not placeholders', () => {
  const body = { displayName: 'The {client id}', appId: '{client id}', nested: [{ label: '{client id}' }] }
  const call = { method: 'PATCH', path: '/applications/{application id}', body, area: 'application' } as const
  expect(filled(call, { 'application id': 'a', 'client id': 'b' })).toMatchObject({
    path: '/applications/a',
    body: { ...body, appId: 'b' },
  })
})

test('without --redirect-uri, registered redirect URIs are kept, whatever their port of localhost', async () => {
  const bare = args.filter((each) => each !== '--redirect-uri' && each !== LOCAL && each !== PRODUCTION)
  expect((await runForJson(bare)).report.outcome).toBe('unchanged')
  app.redirectUris = ['http://localhost/getAToken', PRODUCTION]
  expect((await runForJson(args)).report.outcome).toBe('unchanged')
})
