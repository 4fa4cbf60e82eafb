// Shows what is to be done, has it agreed to, and does it: the application, .dev.vars, the tenant, the deployed Worker.
import { isGuid } from '../../src/entra/authority.ts'
import { type CertificateAndKey, newCertificate } from '../key-pair.ts'
import type { Application } from './application.ts'
import { apply } from './apply.ts'
import { type Change, type Difference, differenceLine, placeholder } from './change.ts'
import { changedText, type DevVars, readDevVars, type VariableChange, writeDevVars } from './dev-vars.ts'
import type { Graph, Json } from './graph.ts'
import type { Options } from './options.ts'
import { filled } from './placeholders.ts'
import type { Plan } from './plan.ts'
import { credentialChanges, credentialVariables, day } from './plan-credential.ts'
import { deployCommands, deploySecrets } from './production.ts'
import type { Ask } from './questions.ts'
import { forDevelopment, forProduction, withoutLocalPort } from './redirect-uris.ts'
import { RegisterRefusal } from './refusal.ts'
import type { Step } from './report.ts'
import type { Screen } from './screen.ts'
import type { Running } from './surroundings.ts'
import type { Answers } from './wanted.ts'

export type Work = {
  options: Options
  answers: Answers
  plan: Plan
  ask: Ask | null
  devVars: DevVars
  /** The same without its variables where they are another app's. */
  own: DevVars
  authority: string
  graph: Graph
  application: Application | null
}

const DAY = 86_400_000
const ENDS_SOON_DAYS = 30
const NEW_APP_MINUTES = 10

export async function carryOut(work: Work, running: Running): Promise<void> {
  const { options, answers, plan, ask, application } = work
  const { screen, report, surroundings } = running
  const now = surroundings.now()
  const { adds } = plan.credential
  const { name, lifetimeDays } = answers
  const certificate = adds === 'certificate' ? await newCertificate(name, lifetimeDays, now) : null
  const first = [
    ...plan.application,
    ...credentialChanges(plan.credential, { application, certificate, lifetimeDays, now }),
  ]
  const writing = writingStep(work)
  report.steps = [...first.map(stepOf), ...(writing ? [writing] : []), ...plan.tenant.map(stepOf)]
  warnOfEnd(plan.credential.endsAt, now, running)

  if (report.steps.length > 0) showSteps(screen, report.steps)
  if (options.dryRun) {
    report.outcome = 'dry_run'
    showCalls(work, running)
    return screen.end('Nothing was changed: this was a dry run.')
  }
  if (report.steps.length > 0) {
    if (ask && !(await ask.goOn('Do this?', true))) {
      throw new RegisterRefusal('cancelled', 'Cancelled.', 'Run this again whenever you like.')
    }
    report.application ??= { clientId: '', name }
    await doAll(work, running, { first, writing, certificate })
    report.outcome = 'changed'
  } else screen.done('The registration is as it should be. There is nothing to change.')
  await forTheWorker(work, running)
  screen.end(report.steps.length > 0 ? 'Done. Try it: npm run dev' : 'Done.')
}

const stepOf = ({ sentence, differences, call }: Change): Step => ({
  sentence,
  differences,
  call,
  done: false,
})

type Doing = { first: Change[]; writing: Step | null; certificate: CertificateAndKey | null }

async function doAll(work: Work, running: Running, { first, writing, certificate }: Doing): Promise<void> {
  const { plan, graph, application } = work
  const { screen, report, surroundings } = running
  const age = surroundings.now() - Date.parse(application?.createdDateTime ?? '')
  const fresh = age < NEW_APP_MINUTES * 60_000
  const { known, secret } = await apply(first, plan.known, { graph, screen, report, fresh })
  // At once: nobody is ever told the secret again.
  if (writing) {
    const change = {
      ...variables(work, known['client id'] ?? ''),
      ...credentialVariables(secret, certificate),
    }
    const text = changedText(
      isAnew(work) ? { ...work.own, text: null } : work.own,
      change,
      plan.credential.replaced,
    )
    const keptAs = writeDevVars(work.devVars, text, surroundings.now())
    writing.done = true
    report.variables = { file: work.devVars.path, keptAs }
    screen.done(`${writing.sentence}${keptAs ? `; the one before is ${keptAs}` : ''}`)
  }
  await apply(plan.tenant, known, { graph, screen, report, fresh: fresh || application === null })
}

const isAnew = ({ own, devVars }: Work) => own !== devVars

/** Those of .dev.vars that differ. */
function variables({ answers, authority, own }: Work, clientId: string): VariableChange {
  const present = own.variables.REDIRECT_URI
  const isRegistered = answers.redirectUris.some(
    (each) => present && withoutLocalPort(each) === withoutLocalPort(present),
  )
  const wanted: Record<string, string> = {
    AUTHORITY: authority,
    CLIENT_ID: clientId,
    REDIRECT_URI: (isRegistered ? present : forDevelopment(answers.redirectUris)) ?? '',
    ...(answers.azureDevOpsUrl ? { AZURE_DEVOPS_URL: answers.azureDevOpsUrl } : {}),
  }
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => own.variables[name] !== value))
}

function writingStep(work: Work): Step | null {
  const { plan, own, devVars } = work
  const { adds, replaced, removes } = plan.credential
  const clientId = plan.known['client id']
  const change = variables(work, clientId ?? placeholder('client id'))
  const differences: Difference[] = Object.entries(change).map(([name, value]) => ({
    what: name,
    is: shown(own.variables[name]),
    becomes: name === 'CLIENT_ID' && !clientId ? 'that of the new application' : (value ?? 'removed'),
  }))
  if (adds) {
    const variable = adds === 'secret' ? 'CLIENT_SECRET' : 'CLIENT_CERTIFICATE'
    const is = own.variables[variable] ? 'the one before' : 'missing'
    differences.push({ what: variable, is, becomes: 'the new one' })
  }
  const forgets = removes.length > 0 || replaced.length !== own.replaced.length
  if (differences.length === 0 && !forgets && !isAnew(work)) return null
  return { sentence: `Write ${devVars.path}`, differences, call: null, done: false }
}

/** A secret that stands in the wrong line is shown as little as in the right one. */
function shown(value: string | undefined): string {
  if (value === undefined) return 'missing'
  const url = URL.parse(value)
  const isAddress = url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password
  return isGuid(value.toLowerCase()) || isAddress ? value : 'something else'
}

function showSteps(screen: Screen, steps: Step[]): void {
  const lines = steps.flatMap(({ sentence, differences }) => [
    `- ${sentence}`,
    ...differences.map((difference) => `    ${differenceLine(difference)}`),
  ])
  screen.show('What is to be done', lines.join('\n'))
}

const LONGEST_SHOWN = 200

const shortened = (_: string, value: unknown) =>
  typeof value === 'string' && value.length > LONGEST_SHOWN
    ? `${value.slice(0, 24)} ... (${value.length} characters)`
    : value

function showCalls({ graph, plan }: Work, { screen, report: { steps, reads } }: Running): void {
  screen.quote('What was read from Graph', reads.map((path) => `GET ${graph.url}/v1.0${path}`).join('\n'))
  const calls = steps.flatMap(({ call }) => {
    if (!call) return []
    const { method, path, body } = filled(call, plan.known)
    return [`${method} ${graph.url}/v1.0${path}${bodyOf(body)}`]
  })
  if (calls.length > 0) screen.quote('The calls to Graph that would be made', calls.join('\n\n'))
}

const bodyOf = (body: Json | undefined) =>
  body === undefined ? '' : `\n${JSON.stringify(body, shortened, 2)}`

function warnOfEnd(endsAt: number | null, now: number, { screen, report }: Running): void {
  if (endsAt === null || endsAt - now > ENDS_SOON_DAYS * DAY) return
  const days = Math.floor((endsAt - now) / DAY)
  const warning = `The credential in use ends on ${day(endsAt)}, in ${days} days. Renew it: npm run register -- --rotate`
  report.warnings.push(warning)
  screen.warn(warning)
}

async function forTheWorker(
  { options, answers, plan, devVars }: Work,
  { screen, report, surroundings }: Running,
): Promise<void> {
  const { adds } = plan.credential
  const redirectUri = forProduction(answers.redirectUris)
  const written = readDevVars(devVars.path).variables
  const wanted: VariableChange = Object.fromEntries(
    PRODUCTION.flatMap((name) => (written[name] ? [[name, written[name]]] : [])),
  )
  wanted.REDIRECT_URI = redirectUri ?? 'https://{address of the app}/callback'
  // One that is there no more would go on being used.
  if (adds === 'secret' && plan.credential.replaced.some(({ kind }) => kind === 'certificate')) {
    Object.assign(wanted, { CLIENT_CERTIFICATE: null, CLIENT_CERTIFICATE_KEY: null })
  }
  if (adds === 'certificate' && plan.credential.replaced.some(({ kind }) => kind === 'secret'))
    wanted.CLIENT_SECRET = null
  if (options.deploySecrets) {
    await screen.waitFor(
      'Give the settings to the deployed Worker',
      () => deploySecrets(wanted, surroundings),
      () => 'The deployed Worker has the settings',
    )
    return
  }
  if (report.outcome !== 'changed' || (!adds && plan.application.length === 0)) return
  report.commands = deployCommands(wanted)
  screen.quote(
    'For production (or all at once: npm run register -- --deploy-secrets)',
    report.commands.join('\n'),
  )
  if (plan.credential.replaced.length > 0) {
    screen.warn(
      'The next npm run register removes the credential that was replaced: give the new one to the deployed Worker before.',
    )
  }
}

const PRODUCTION = [
  'AUTHORITY',
  'CLIENT_ID',
  'CLIENT_SECRET',
  'CLIENT_CERTIFICATE',
  'CLIENT_CERTIFICATE_KEY',
  'REDIRECT_URI',
  'AZURE_DEVOPS_URL',
]
