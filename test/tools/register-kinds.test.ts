// An app of each account kind, registered from nothing: people sign in with the .dev.vars that it wrote, and the doctor finds no fault.
import { appendFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { adele, casey, contoso, fourthCoffee, joni, megan, nestor, robin } from '../../emulator/seed.ts'
import { doctor } from '../../tools/doctor.ts'
import { contosoRun, newRun, registered, runForJson, variablesIn } from './register-run.ts'
import { userAfterSignIn } from './registered-worker.ts'

const usernameOf = (person: { signInName?: string; profile: { userPrincipalName: string } }) =>
  person.signInName ?? person.profile.userPrincipalName

const surroundings = { environment: {}, paper: { columns: null, colors: false }, now: Date.now }

async function checksOf(file: string, more: string[]) {
  const { output } = await doctor(['--env-file', file, '--json', ...more], surroundings)
  const { checks } = JSON.parse(output) as { checks: { status: string }[] }
  const withStatus = (wanted: string) => checks.filter(({ status }) => status === wanted)
  return { failed: withStatus('fail'), passed: withStatus('pass').length }
}

const EVERYBODY = 'AzureADandPersonalMicrosoftAccount'

test.each([
  ['tenant', 'secret', adele, 'AzureADMyOrg', contoso.id],
  ['tenant', 'certificate', adele, 'AzureADMyOrg', contoso.id],
  ['organizations', 'certificate', megan, 'AzureADMultipleOrgs', 'organizations'],
  ['common', 'secret', casey, EVERYBODY, 'common'],
  ['consumers', 'certificate', casey, 'PersonalMicrosoftAccount', 'consumers'],
  ['customers', 'secret', robin, 'AzureADMyOrg', fourthCoffee.id],
  ['customers', 'certificate', robin, 'AzureADMyOrg', fourthCoffee.id],
])(
  'an app for %s with a %s signs people in, and a second run changes nothing',
  async (kind, credential, person, audience, path) => {
    const [tenant, operator] = kind === 'customers' ? [fourthCoffee, joni] : [contoso, nestor]
    const { entra, file, args } = await newRun(tenant)
    args.push('--kind', kind, `--${credential}`)

    const { exitCode, report, stderr } = await runForJson(args, { operator })
    expect([exitCode, report.outcome, report.error], stderr).toEqual([0, 'changed', null])
    expect(stderr).not.toContain('Could not check whether Entra accepts')
    expect(report.steps.every(({ done }) => done)).toBe(true)

    const [app, ...others] = registered(entra)
    expect(others).toEqual([])
    expect(app).toMatchObject({ signInAudience: audience, redirectUris: ['http://localhost:8787/getAToken'] })
    expect(app?.optionalClaims.map(({ name }) => name)).toEqual(['sid', 'login_hint', 'xms_edov'])
    expect(variablesIn(file)).toMatchObject({ AUTHORITY: `${entra.url}/${path}`, CLIENT_ID: app?.clientId })
    expect(statSync(file).mode & 0o077).toBe(0)
    expect(await userAfterSignIn(file, usernameOf(person))).toContain(person.profile.displayName)

    // Of a registration for personal accounts alone, no tenant knows anything.
    const home = ['organizations', 'common'].includes(kind) ? ['--tenant', tenant.id] : []
    const { failed, passed } = await checksOf(file, home)
    expect([failed, passed > 5]).toEqual([[], true])

    const again = await runForJson(args, { operator })
    expect([again.exitCode, again.report.outcome, again.report.steps]).toEqual([0, 'unchanged', []])
  },
)

test.each(['organizations', 'common'])(
  'warns that users of every organization can sign in with --kind %s',
  async (kind) => {
    const { file, args } = await contosoRun()
    args.push('--kind', kind)
    const everybody = 'users of every organization can sign in'
    const open = await runForJson(args)
    expect(open.report.warnings).toEqual([expect.stringContaining(everybody)])
    // The twin, until another app's file is written over.
    appendFileSync(file, `ALLOWED_TENANTS=${contoso.id}\n`)
    expect((await runForJson(args)).report.warnings).toEqual([])
    const { report, stderr } = await runForJson([...args, '--name', 'Back door', '--overwrite'])
    expect(report.warnings).toEqual([
      expect.stringContaining(`no longer has ALLOWED_TENANTS, so ${everybody}`),
    ])
    expect(stderr).toContain('ALLOWED_TENANTS: the other application’s -> left out')
  },
)
