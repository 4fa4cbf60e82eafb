// The deployed Worker's settings: prints the commands that set them, or runs them.
import { isLocalhost } from '../../../src/entryway/protocol.ts'
import { forProduction, inProduction } from '../../app-registration/redirect-uris.ts'
import { SECRET_EXPIRES, VARIABLES } from '../../settings/variable-names.ts'
import { npmRun } from '../../terminal/npm-run.ts'
import { placeholder } from '../change/change.ts'
import type { CredentialKind, Options } from '../command-line/options.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'
import type { Step } from '../command-line/report.ts'
import type { Running } from '../command-line/running.ts'
import { changedText, readDevVars, type VariableChange } from '../dev-vars/dev-vars.ts'
import { writeDevVars } from '../dev-vars/dev-vars-file.ts'
import { deployCommands } from '../dev-vars/next-commands.ts'
import type { Application } from '../graph/graph-objects.ts'
import { credentialVariables } from '../plan/credential-changes.ts'
import { changedVariables, givesCredentialAlone } from './dev-vars-changes.ts'
import type { Work } from './execution-input.ts'
import { warn } from './preview.ts'
import { giveSecrets } from './wrangler.ts'

/** @throws {RegisterRefusal} before any change that the deployed Worker could not receive */
export function assertDeployable(work: Work): void {
  const addresses = inProduction(work.answers.redirectUris)
  const needsAddress = !givesCredentialAlone(work)
  if (needsAddress && addresses.length > 0 && addressOf(work) === null) {
    throw new RegisterRefusal(
      'usage',
      `There are several redirect URIs in production: ${addresses.join(', ')}.`,
      'Pass all of them with --redirect-uri, and the deployed Worker’s first.',
    )
  }
  if (needsAddress && addresses.length === 0) {
    throw new RegisterRefusal(
      'usage',
      'There is no redirect URI in production yet.',
      'Pass one with --redirect-uri, or leave --deploy-secrets out.',
    )
  }
  const given = { AUTHORITY: work.authority, ...productionVariables(work, plannedVariables(work)) }
  const local = Object.entries(given).find(
    ([, value]) => value !== null && isLocalhost(URL.parse(value)?.hostname ?? ''),
  )
  if (local) {
    throw new RegisterRefusal(
      'usage',
      `${local[0]} is on localhost, which the deployed Worker cannot reach.`,
      'Register the app in a real tenant (--tenant) with another --dev-vars, or leave --deploy-secrets out.',
    )
  }
}

function addressOf({ answers: { redirectUris }, options, ownDevVars }: Work): string | null {
  const held = ownDevVars.variables.REDIRECT_URI ?? ''
  const isDeployed = options.redirectUris === null && inProduction(redirectUris).includes(held)
  return isDeployed ? held : forProduction(redirectUris, options.redirectUris)
}

export function deploymentStep(work: Work): Step {
  const { options } = work
  const planned = Object.entries(productionVariables(work, plannedVariables(work)))
  const given = planned.flatMap(([name, value]) => (value === null ? [] : [name]))
  const address = given.includes('REDIRECT_URI') ? addressOf(work) : null
  const differences = [
    { what: given.join(', '), is: 'current values', becomes: 'values from .dev.vars' },
    ...(address === null ? [] : [{ what: 'REDIRECT_URI', is: 'current value', becomes: address }]),
    ...planned
      .filter(([, value]) => value === null)
      .map(([name]) => ({ what: name, is: 'current value', becomes: 'deleted' })),
  ]
  return {
    sentence: `Upload the settings to the deployed Worker${options.env === null ? '' : ` (${options.env})`}`,
    differences,
    call: null,
    done: false,
  }
}

/** @throws {RegisterRefusal} if wrangler rejects the settings */
export async function deploy(work: Work, step: Step, { screen, surroundings }: Running): Promise<void> {
  const { path } = work.devVars
  const variables = productionVariables(work, readDevVars(path).variables)
  step.done = 'unknown'
  const problem = await screen.waitFor(
    step.sentence,
    () => giveSecrets(variables, work.options.env, surroundings),
    (refused) => refused ?? 'The deployed Worker has the settings',
  )
  step.done = problem === null
  if (problem === null) return noteDeployment(path, surroundings.now())
  throw new RegisterRefusal(
    'deployment',
    `${problem}.`,
    givesCredentialAlone(work)
      ? `Fix that, and run this again. Or run: ${deployCommands(variables, work.options.env).join(' && ')} (the values are in ${path}).`
      : `Fix that, and run this again with --deploy-secrets${work.options.rotate ? ', and without --rotate' : ''}.`,
  )
}

const deployCommand = ({ options }: Work) => npmRun('register', [...options.standing, '--deploy-secrets'])

/** For users who set them on the deployed Worker by hand. */
export function showCommands(work: Work, running: Running): void {
  const { plan } = work
  const { screen, report } = running
  const { credentials, awaitsDeployment } = plan.credential.replaced
  if (awaitsDeployment) {
    warn(
      running,
      `The old credential stays until the deployed Worker has the new one: ${deployCommand(work)}. If you uploaded it by hand, delete the line about it in ${work.devVars.path}, and run this again.`,
    )
  }
  if (!plan.credential.adds && plan.application.length === 0) return
  if (!isLocalhost(new URL(work.authority).hostname)) {
    const { path } = work.devVars
    report.commands = deployCommands(productionVariables(work, readDevVars(path).variables), work.options.env)
    const title = `For production (or all at once: ${deployCommand(work)})`
    screen.show(title, report.commands.join('\n'))
    screen.say(`The values that these commands ask for are in ${path}.`)
  }
  if (credentials.length > 0 && !awaitsDeployment) {
    warn(
      running,
      `The next ${npmRun('register', work.options.standing)} removes the old credential. Upload the new one to the deployed Worker before that.`,
    )
  }
}

/** The content that .dev.vars will have. */
function plannedVariables(work: Work): VariableChange {
  const { credential, known } = work.plan
  const pair = { certificate: 'the new one', key: 'the new one' }
  return {
    ...work.ownDevVars.variables,
    ...changedVariables(work, known['client id'] ?? placeholder('client id')),
    ...(credential.adds === 'secret'
      ? credentialVariables({ value: 'the new one', endsAt: 'the new one' }, null)
      : {}),
    ...(credential.adds === 'certificate' ? credentialVariables(null, pair) : {}),
  }
}

const CREDENTIAL = ['CLIENT_SECRET', SECRET_EXPIRES, 'CLIENT_CERTIFICATE', 'CLIENT_CERTIFICATE_KEY']

/** The credential, and the redirect URI if a flag names it. */
const credentialNames = ({ redirectUris }: Options): string[] =>
  redirectUris ? [...CREDENTIAL, 'REDIRECT_URI'] : CREDENTIAL

const credentialKinds = ({ passwordCredentials, keyCredentials }: Application): CredentialKind[] => [
  ...(passwordCredentials.length > 0 ? (['secret'] as const) : []),
  ...(keyCredentials.length > 0 ? (['certificate'] as const) : []),
]

/** All of .dev.vars (omitting one might let more users in) with the production URL; null = delete. */
function productionVariables(work: Work, present: VariableChange): VariableChange {
  const { application, options, plan } = work
  const alone = givesCredentialAlone(work)
  const names = alone ? credentialNames(options) : VARIABLES
  const wanted: VariableChange = Object.fromEntries(
    names.flatMap((name) => (present[name] ? [[name, present[name]]] : [])),
  )
  if (names.includes('REDIRECT_URI'))
    wanted.REDIRECT_URI = addressOf(work) ?? 'https://{the app’s host}/callback'
  // After a change of kind, the old credential would stay in use.
  const before = alone && application ? credentialKinds(application) : []
  const kinds = [...before, ...plan.credential.replaced.credentials.map(({ kind }) => kind)]
  const gone = (kind: CredentialKind, variable: string) => !present[variable] && kinds.includes(kind)
  if (gone('certificate', 'CLIENT_CERTIFICATE'))
    Object.assign(wanted, { CLIENT_CERTIFICATE: null, CLIENT_CERTIFICATE_KEY: null })
  if (gone('secret', 'CLIENT_SECRET')) Object.assign(wanted, { CLIENT_SECRET: null, [SECRET_EXPIRES]: null })
  return wanted
}

/**
 * The deployed Worker has the new credential, so the next run may remove the previous one.
 * @param now milliseconds
 */
function noteDeployment(path: string, now: number): void {
  const devVars = readDevVars(path)
  const settled = { ...devVars.replaced, awaitsDeployment: false }
  writeDevVars(devVars, changedText(devVars, {}, settled), now)
}
