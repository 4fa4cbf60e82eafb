// npm run register, top to bottom: flags, sign-in, current state, desired state, differences, changes.
import { isTTY } from '@clack/prompts'
import { authorityFor, meansSameAuthority } from '../app-registration/tenant.ts'
import { readWranglerFile } from '../settings/wrangler-file.ts'
import { printable } from '../terminal/printable.ts'
import { type Options, readOptions, wantsJson } from './command-line/options.ts'
import { RegisterRefusal } from './command-line/refusal.ts'
import { newReport, reportFailure, standing } from './command-line/report.ts'
import type { Running } from './command-line/running.ts'
import { columnsOf, plainScreen, terminalScreen } from './command-line/screen.ts'
import type { Surroundings } from './command-line/surroundings.ts'
import { usage } from './command-line/usage.ts'
import { type DevVars, ofText, readDevVars } from './dev-vars/dev-vars.ts'
import { assertWritable } from './dev-vars/dev-vars-file.ts'
import { whileLocked } from './dev-vars/run-lock.ts'
import { deleteRegistration } from './execute/deletion.ts'
import { assertDeployable } from './execute/deployment.ts'
import { carryOut } from './execute/execute.ts'
import type { Work } from './execute/execution-input.ts'
import { warn } from './execute/preview.ts'
import { readUserFlows } from './graph/directory.ts'
import { planRegistration, wantedFlow } from './plan/plan.ts'
import { flowOf, flowWarning } from './plan/user-flow.ts'
import { answer, answerOutline } from './prompts/answers.ts'
import { type Ask, questions } from './prompts/questions.ts'
import { selectApplication } from './prompts/selection.ts'
import { checkCloud, checkOrganization, checkTenant } from './prompts/tenant-fit.ts'
import { assertGraphToken } from './sign-in/graph-token.ts'
import { chooseTenant, signIn } from './sign-in/sign-in.ts'

/** @returns the exit code */
export async function register(argv: string[], surroundings: Surroundings): Promise<number> {
  const json = wantsJson(argv)
  const { output, errors } = surroundings
  const report = newReport()
  const isScreen = !json && isTTY(output) && movesCursor(surroundings.environment)
  const screen = isScreen ? terminalScreen(output) : plainScreen(json ? errors : output)
  try {
    const options = readOptions(argv)
    if (options.help) {
      output.write(`${usage(columnsOf(output))}\n`)
      return report.exitCode
    }
    assertGraphToken(surroundings.environment.GRAPH_TOKEN)
    await assertEnvironment(options, surroundings)
    // Pressing Ctrl-C midway shows what exists now.
    const leaving = () => errors.write(`${printable(standing(report))}\n`)
    process.once('exit', leaving)
    await run(options, { screen, report, surroundings }).finally(() =>
      process.removeListener('exit', leaving),
    )
  } catch (error) {
    reportFailure(report, error)
    const { message, next } = report.error ?? { message: '', next: '' }
    screen.fail(message)
    screen.say(standing(report))
    screen.end(next)
  }
  if (json) output.write(`${JSON.stringify(report, null, 2)}\n`)
  return report.exitCode
}

async function run(given: Options, running: Running): Promise<void> {
  const { screen, surroundings } = running
  const ask = given.yes ? null : askIn(surroundings)
  screen.start(given.delete ? 'Delete the registration of this app' : 'Register this app in Microsoft Entra')
  const all = () => registerOrDelete(given, running, ask)
  if (given.dryRun) return all()
  assertWritable(given.devVars)
  return whileLocked(given.devVars, surroundings.now(), all)
}

async function registerOrDelete(given: Options, running: Running, ask: Ask | null): Promise<void> {
  const { screen, report, surroundings } = running
  const devVars = readDevVars(given.devVars)
  const options = await chooseTenant(given, devVars, ask)
  const outline = await answerOutline(options, devVars, ask)
  const { at, graph, tenant } = await signIn(options, outline, screen, surroundings)
  report.tenant = { id: tenant.id, name: tenant.displayName }
  report.reads = graph.reads
  screen.say(`The tenant is ${tenant.displayName} (${tenant.id}).`)
  checkTenant(tenant, outline)
  checkCloud(at.authority, { kind: outline.kind, azureDevOpsUrl: options.azureDevOpsUrl })

  const selected = await selectApplication({
    graph,
    options,
    devVars,
    tenant,
    ask,
    screen,
    now: surroundings.now(),
  })
  const { application, name, replacesDevVars } = selected
  if (application) report.application = { clientId: application.appId, name: application.displayName }
  const forCustomers = outline.kind === 'customers'
  if (options.delete)
    return deleteRegistration(
      { application, deleted: selected.deleted ?? null, devVars, graph, options, forCustomers, ask },
      running,
    )

  const ownDevVars: DevVars = replacesDevVars ? ofText(devVars.path, null) : devVars
  const userFlows = forCustomers ? await readUserFlows(graph) : []
  const userFlow = flowOf(userFlows, application?.appId ?? null)
  const answers = await answer(
    options,
    outline,
    { tenant, application, userFlow, devVars: ownDevVars, now: surroundings.now() },
    name,
    ask,
  )
  checkCloud(at.authority, answers)
  await checkOrganization(answers, tenant, at.authority)
  const plan = await planRegistration(
    answers,
    { graph, application, userFlows, devVars: ownDevVars },
    options,
    surroundings.now(),
  )
  const flow = wantedFlow(answers, userFlow)
  // Without the flag, no sign-up method was requested.
  const warning = flow && options.signUp && flowWarning(flow, userFlows)
  if (warning) warn(running, warning)

  const authority = authorityFor(answers.kind, tenant, at.authority, options.authority)
  const isSame = meansSameAuthority(ownDevVars.variables.AUTHORITY, authority, tenant)
  const kept = isSame ? ownDevVars.variables.AUTHORITY : undefined
  const work: Work = {
    options,
    answers,
    plan,
    ask,
    devVars,
    replacesDevVars,
    ownDevVars,
    graph,
    application,
    authority: kept ?? authority,
    tenantId: tenant.id,
  }
  if (options.deploySecrets) assertDeployable(work)
  await carryOut(work, running)
}

/**
 * A misspelled --env would register another app, for a nonexistent Worker. Deleting is exempt: the environment may be gone.
 * @throws {RegisterRefusal}
 */
async function assertEnvironment({ env, delete: deletes }: Options, { wranglerFile }: Surroundings) {
  if (env === null || deletes) return
  const file = await readWranglerFile(wranglerFile, env)
  if (!('problem' in file)) return
  throw new RegisterRefusal(
    'usage',
    `wrangler.toml ${file.problem}.`,
    `Check --env, or add the environment to wrangler.toml first (docs/ci.md). It needs its own KV namespace.`,
  )
}

/** Without a terminal, a question would wait forever. */
function askIn({ input, output, environment }: Surroundings): Ask {
  const problem =
    !isTTY(output) || !('isTTY' in input && input.isTTY)
      ? 'There is no terminal to ask questions in.'
      : movesCursor(environment)
        ? null
        : 'This terminal cannot show questions: TERM is dumb.'
  if (problem === null) return questions({ input, output })
  throw new RegisterRefusal(
    'usage',
    problem,
    'Use flags, and --yes. See npm run register -- --help for all flags.',
  )
}

/** Without cursor movement, prompts are printed repeatedly and answers can't be edited. */
const movesCursor = ({ TERM }: Surroundings['environment']) => TERM !== 'dumb'
