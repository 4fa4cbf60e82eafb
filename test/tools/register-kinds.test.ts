// An app of each account kind, registered from nothing: people sign in with the .dev.vars that it wrote.
import { appendFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { adele, casey, contoso, fourthCoffee, joni, megan, nestor, robin } from '../../emulator/seed.ts'
import {
  APP_NAME,
  contosoRun,
  newFolder,
  registered,
  runForJson,
  serveEntra,
  variablesIn,
} from './register-run.ts'
import { userAfterSignIn } from './registered-worker.ts'

const usernameOf = (person: { signInName?: string; profile: { userPrincipalName: string } }) =>
  person.signInName ?? person.profile.userPrincipalName

const cases = [
  { kind: 'tenant', credential: 'secret', person: adele, audience: 'AzureADMyOrg', path: contoso.id },
  { kind: 'tenant', credential: 'certificate', person: adele, audience: 'AzureADMyOrg', path: contoso.id },
  {
    kind: 'organizations',
    credential: 'secret',
    person: megan,
    audience: 'AzureADMultipleOrgs',
    path: 'organizations',
  },
  {
    kind: 'common',
    credential: 'certificate',
    person: casey,
    audience: 'AzureADandPersonalMicrosoftAccount',
    path: 'common',
  },
  {
    kind: 'consumers',
    credential: 'secret',
    person: casey,
    audience: 'PersonalMicrosoftAccount',
    path: 'consumers',
  },
  { kind: 'customers', credential: 'secret', person: robin, audience: 'AzureADMyOrg', path: fourthCoffee.id },
  {
    kind: 'customers',
    credential: 'certificate',
    person: robin,
    audience: 'AzureADMyOrg',
    path: fourthCoffee.id,
  },
]

test.each(cases)(
  'an app for $kind with a $credential signs people in, and a second run changes nothing',
  async ({ kind, credential, person, audience, path }) => {
    const entra = await serveEntra()
    const forCustomers = kind === 'customers'
    const tenant = forCustomers ? fourthCoffee : contoso
    const operator = forCustomers ? joni : nestor
    const file = join(newFolder(), '.dev.vars')
    const args = ['--authority', `${entra.url}/${tenant.id}`, '--dev-vars', file, '--name', APP_NAME]
    const asked = [...args, '--kind', kind, `--${credential}`]

    const { exitCode, report, stderr } = await runForJson(asked, { operator })
    expect([exitCode, report.outcome, report.error], stderr).toEqual([0, 'changed', null])
    expect(report.steps.every(({ done }) => done)).toBe(true)

    const [app, ...others] = registered(entra)
    expect(others).toEqual([])
    expect(app).toMatchObject({ signInAudience: audience, redirectUris: ['http://localhost:8787/getAToken'] })
    expect(app?.optionalClaims.map(({ name }) => name)).toEqual(['sid', 'login_hint', 'xms_edov'])
    expect(variablesIn(file)).toMatchObject({ AUTHORITY: `${entra.url}/${path}`, CLIENT_ID: app?.clientId })
    expect(statSync(file).mode & 0o077).toBe(0)
    expect(await userAfterSignIn(file, usernameOf(person))).toContain(person.profile.displayName)

    const again = await runForJson(asked, { operator })
    expect([again.exitCode, again.report.outcome, again.report.steps]).toEqual([0, 'unchanged', []])
  },
)

test.each(['organizations', 'common'])(
  'warns that users of every organization can sign in with --kind %s',
  async (kind) => {
    const { file, args } = await contosoRun()
    const everybody = 'users of every organization can sign in'
    const open = await runForJson([...args, '--kind', kind])
    expect(open.report.warnings).toEqual([expect.stringContaining(everybody)])
    // The twin, until another app's file is written over.
    appendFileSync(file, `ALLOWED_TENANTS=${contoso.id}\n`)
    expect((await runForJson([...args, '--kind', kind])).report.warnings).toEqual([])
    const other = args.with(args.indexOf('--name') + 1, 'Back door')
    const { report, stderr } = await runForJson([...other, '--kind', kind, '--overwrite'])
    expect(report.warnings).toEqual([
      expect.stringContaining(`no longer has ALLOWED_TENANTS, so ${everybody}`),
    ])
    expect(stderr).toContain('ALLOWED_TENANTS: the other application’s -> left out')
  },
)
