// The settings of the deployed Worker: the commands that give them to it, or the giving itself.
import { spawn } from 'node:child_process'
import { noteDeployment, readDevVars, type VariableChange } from './dev-vars.ts'
import { forProduction } from './redirect-uris.ts'
import { RegisterRefusal } from './refusal.ts'
import type { Running, Surroundings } from './surroundings.ts'
import type { Work } from './work.ts'

/** In clear, a terminal may show these; the others it is asked for. */
const PUBLIC = ['AUTHORITY', 'CLIENT_ID', 'REDIRECT_URI', 'AZURE_DEVOPS_URL']

const PRODUCTION = [
  'AUTHORITY',
  'CLIENT_ID',
  'CLIENT_SECRET',
  'CLIENT_CERTIFICATE',
  'CLIENT_CERTIFICATE_KEY',
  'REDIRECT_URI',
  'AZURE_DEVOPS_URL',
]

/** Gives the settings to the deployed Worker where that is asked for, else says how. */
export async function setUpWorker(work: Work, { screen, report, surroundings }: Running): Promise<void> {
  const { options, plan } = work
  const wanted = productionVariables(work)
  if (options.deploySecrets) {
    await screen.waitFor(
      'Give the settings to the deployed Worker',
      () => deploySecrets(wanted, surroundings),
      () => 'The deployed Worker has the settings',
    )
    noteDeployment(work.devVars.path, surroundings.now())
    return
  }
  if (plan.credential.replaced.some(({ awaitsDeployment }) => awaitsDeployment)) {
    const warning =
      'The credential that was replaced stays until the deployed Worker has the new one: npm run register -- --deploy-secrets'
    report.warnings.push(warning)
    screen.warn(warning)
  }
  if (report.outcome !== 'changed' || (!plan.credential.adds && plan.application.length === 0)) return
  report.commands = deployCommands(wanted)
  screen.show(
    'For production (or all at once: npm run register -- --deploy-secrets)',
    report.commands.join('\n'),
  )
  if (plan.credential.replaced.some(({ awaitsDeployment }) => !awaitsDeployment)) {
    screen.warn(
      'The next npm run register removes the credential that was replaced: give the new one to the deployed Worker before.',
    )
  }
}

/** As .dev.vars has them, with the address in production; null = to be taken away. */
function productionVariables({ answers, plan, devVars }: Work): VariableChange {
  const written = readDevVars(devVars.path).variables
  const wanted: VariableChange = Object.fromEntries(
    PRODUCTION.flatMap((name) => (written[name] ? [[name, written[name]]] : [])),
  )
  wanted.REDIRECT_URI = forProduction(answers.redirectUris) ?? 'https://{address of the app}/callback'
  // Of a credential that changed its kind, the one before would go on being used.
  const { replaced } = plan.credential
  const gone = (kind: string, variable: string) =>
    !written[variable] && replaced.some((each) => each.kind === kind)
  if (gone('certificate', 'CLIENT_CERTIFICATE'))
    Object.assign(wanted, { CLIENT_CERTIFICATE: null, CLIENT_CERTIFICATE_KEY: null })
  if (gone('secret', 'CLIENT_SECRET')) wanted.CLIENT_SECRET = null
  return wanted
}

/** The commands that a person can run, none of which has a secret in it. */
function deployCommands(variables: VariableChange): string[] {
  return Object.entries(variables).map(([name, value]) => {
    if (value === null) return `npx wrangler secret delete ${name}`
    return PUBLIC.includes(name)
      ? `echo '${value}' | npx wrangler secret put ${name}`
      : `npx wrangler secret put ${name}`
  })
}

/**
 * Through standard input, so that no list of processes shows them.
 * @throws {RegisterRefusal} when wrangler does not take them
 */
async function deploySecrets(
  variables: VariableChange,
  { wrangler, errors, environment }: Surroundings,
): Promise<void> {
  const [program, ...first] = wrangler
  const code = await new Promise<number | null>((resolve) => {
    const child = spawn(program, [...first, 'secret', 'bulk'], {
      env: { ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => errors.write(chunk))
    child.once('error', () => resolve(null))
    child.once('close', resolve)
    // A program that has ended already does not read.
    child.stdin.on('error', () => {})
    child.stdin.end(JSON.stringify(variables))
  })
  if (code === 0) return
  throw new RegisterRefusal(
    'variables',
    'wrangler did not take the settings of the deployed Worker; what it says stands above.',
    'Mend that, and run this again with --deploy-secrets.',
  )
}
