// A registration that somebody has changed: each difference is shown, and mended.
import { readFileSync, writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
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

const differences: [
  what: string,
  shown: string,
  spoil: () => unknown,
  mended: () => unknown,
  wanted: unknown,
][] = [
  [
    'a redirect URI is gone',
    `redirect URI ${LOCAL}: missing -> registered`,
    () => {
      app.redirectUris = [PRODUCTION]
    },
    () => app.redirectUris.toSorted(),
    [LOCAL, PRODUCTION],
  ],
  [
    'a foreign redirect URI is there',
    'redirect URI https://attacker.example/callback: registered -> removed',
    () => app.redirectUris.push('https://attacker.example/callback'),
    () => app.redirectUris.toSorted(),
    [LOCAL, PRODUCTION],
  ],
  [
    'a redirect URI is of a single-page application',
    `redirect URI ${PRODUCTION}: under Single-page application -> under Web`,
    () => {
      app.redirectUris = [LOCAL]
      app.spaRedirectUris = [PRODUCTION]
    },
    () => [app.redirectUris.toSorted(), app.spaRedirectUris],
    [[LOCAL, PRODUCTION], []],
  ],
  [
    'everybody may sign in',
    'supported account types: AzureADMultipleOrgs -> AzureADMyOrg',
    () => {
      app.signInAudience = 'AzureADMultipleOrgs'
    },
    () => app.signInAudience,
    'AzureADMyOrg',
  ],
  [
    'the front-channel logout URL is another',
    'front-channel logout URL: https://elsewhere.example/ -> https://app.example.com/logout/front-channel',
    () => {
      app.frontChannelLogout = { url: 'https://elsewhere.example/' }
    },
    () => app.frontChannelLogout,
    { url: 'https://app.example.com/logout/front-channel' },
  ],
  [
    'an optional claim is gone',
    'optional claim login_hint: missing -> in ID tokens',
    () => {
      app.optionalClaims = app.optionalClaims.filter(({ name }) => name !== 'login_hint')
    },
    () => app.optionalClaims.map(({ name }) => name).toSorted(),
    ['login_hint', 'sid', 'xms_edov'],
  ],
  [
    'a permission is gone',
    'Microsoft Graph permission User.Read: missing -> added',
    () => {
      app.requiredResources = (app.requiredResources ?? []).map((resource) => ({
        ...resource,
        resourceAccess: resource.resourceAccess.filter(({ id }) => !id.startsWith('e1fe6dd8')),
      }))
    },
    () => app.requiredResources?.flatMap(({ resourceAccess }) => resourceAccess).length,
    4,
  ],
  [
    'public clients may use it',
    'public client flows: allowed -> not allowed',
    () => {
      app.publicClient = true
    },
    () => app.publicClient,
    false,
  ],
  [
    'the implicit grant is on',
    'implicit grant: on -> off',
    () => {
      app.others = { ...app.others, web: { implicitGrantSettings: { enableIdTokenIssuance: true } } }
    },
    () => app.others.web,
    { implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false } },
  ],
  [
    'the service principal is gone',
    'Add the application to this tenant (its service principal)',
    async () => {
      const graph = await asOperator(entra.emulator)
      const { status } = await graph('DELETE', `/servicePrincipals(appId='${app.clientId}')`)
      expect(status).toBe(204)
    },
    () => entra.emulator.state.servicePrincipals.filter(({ appId }) => appId === app.clientId).length,
    1,
  ],
  [
    'the secret is gone',
    'client secret: CLIENT_SECRET does not belong to this application -> a new one until',
    () => {
      app.secrets = []
      // Not one that the directory only does not list yet.
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^# npm run register added .*\n/m, ''))
    },
    () => [variablesIn(file).CLIENT_SECRET],
    expect.anything(),
  ],
]

describe.each(differences)('when %s', (_, shown, spoil, mended, wanted) => {
  test('it is shown, then fixed, and the next run finds nothing', async () => {
    await spoil()
    const before = writes(entra).length
    const dry = await runRegister([...args, '--dry-run'])
    expect(dry.stdout).toContain(shown)
    expect(writes(entra)).toHaveLength(before)

    const { exitCode, stdout } = await runRegister(args)
    expect(exitCode).toBe(0)
    expect(stdout.split(shown)[0]).not.toContain('Done')
    expect(mended()).toEqual(wanted)
    if (shown.startsWith('client secret')) {
      expect(app.secrets.map(({ value }) => value)).toEqual([variablesIn(file).CLIENT_SECRET])
    }
    expect((await runForJson(args)).report.outcome).toBe('unchanged')
  })
})

test('other permissions and claims of the app are kept', async () => {
  app.optionalClaims.push({ name: 'ctry', essential: false })
  app.requiredResources?.push({
    resourceAppId: 'e0e0e0e0-0000-4000-8000-00000000000d',
    resourceAccess: [{ id: 'e0e0e0e0-0000-4000-8000-0000000000aa', type: 'Scope' }],
  })
  app.optionalClaims = app.optionalClaims.filter(({ name }) => name !== 'sid')
  const spare = {
    ...(app.secrets[0] as AppRegistration['secrets'][number]),
    keyId: crypto.randomUUID(),
    value: secret,
  }
  app.secrets.push(spare)
  expect((await runForJson(args)).report.outcome).toBe('changed')
  expect(app.optionalClaims.map(({ name }) => name).toSorted()).toEqual([
    'ctry',
    'login_hint',
    'sid',
    'xms_edov',
  ])
  expect(app.requiredResources).toHaveLength(2)
  expect(app.secrets).toContain(spare)
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

test('without --redirect-uri, registered redirect URIs are kept', async () => {
  const bare = args.filter((each) => each !== '--redirect-uri' && each !== LOCAL && each !== PRODUCTION)
  expect((await runForJson(bare)).report.outcome).toBe('unchanged')
  expect(app.redirectUris.toSorted()).toEqual([LOCAL, PRODUCTION])
})

test('a port of localhost makes no difference', async () => {
  app.redirectUris = ['http://localhost/getAToken', PRODUCTION]
  expect((await runForJson(args)).report.outcome).toBe('unchanged')
})
