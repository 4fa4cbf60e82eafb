// npm run register from top to bottom: flags, sign-in, what there is, what is wanted, the difference, and doing it.
import { isTTY } from '@clack/prompts'
import { answer, answerOutline, checkTenant } from './answers.ts'
import { carryOut } from './carry-out.ts'
import { deleteRegistration } from './deletion.ts'
import { type DevVars, emptyDevVars, readDevVars } from './dev-vars.ts'
import { assertWritable } from './dev-vars-file.ts'
import { readUserFlows } from './directory.ts'
import { assertGraphToken } from './graph-token.ts'
import { type Options, readOptions, wantsJson } from './options.ts'
import { planRegistration, wantedFlow } from './plan.ts'
import { warn } from './presentation.ts'
import { printable } from './printable.ts'
import { assertDeployable } from './production.ts'
import { type Ask, questions } from './questions.ts'
import { RegisterRefusal } from './refusal.ts'
import { newReport, reportFailure, standing } from './report.ts'
import { columnsOf, plainScreen, terminalScreen } from './screen.ts'
import { selectApplication } from './selection.ts'
import { chooseTenant, signIn } from './sign-in.ts'
import type { Running, Surroundings } from './surroundings.ts'
import { authorityFor, meansSameAuthority } from './tenant.ts'
import { usage } from './usage.ts'
import { flowOf, flowWarning } from './user-flow.ts'
import type { Work } from './work.ts'

/** @returns the exit code */
export async function register(argv: string[], surroundings: Surroundings): Promise<number> {
  const json = wantsJson(argv)
  const { output, errors } = surroundings
  const report = newReport()
  const screen = !json && isTTY(output) ? terminalScreen(output) : plainScreen(json ? errors : output)
  try {
    const options = readOptions(argv)
    if (options.help) {
      output.write(`${usage(columnsOf(output))}\n`)
      return report.exitCode
    }
    assertGraphToken(surroundings.environment.GRAPH_TOKEN)
    // Whoever presses Ctrl-C half-way shall know what there is now.
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
  const { screen, report, surroundings } = running
  const ask = given.yes ? null : askIn(surroundings)
  screen.start(given.delete ? 'Delete the registration of this app' : 'Register this app in Microsoft Entra')
  const devVars = readDevVars(given.devVars)
  if (!given.dryRun) assertWritable(devVars)

  const options = await chooseTenant(given, devVars, ask)
  const outline = await answerOutline(options, devVars, ask)
  const { at, graph, tenant } = await signIn(options, outline, screen, surroundings)
  report.tenant = { id: tenant.id, name: tenant.displayName }
  report.reads = graph.reads
  screen.say(`The tenant is ${tenant.displayName} (${tenant.id}).`)
  checkTenant(tenant, outline)

  const selected = await selectApplication({ graph, options, devVars, tenant, ask })
  const { application, name, replacesDevVars } = selected
  if (application) report.application = { clientId: application.appId, name: application.displayName }
  const forCustomers = outline.kind === 'customers'
  if (options.delete)
    return deleteRegistration({ application, devVars, graph, options, forCustomers, ask }, running)

  const ownDevVars: DevVars = replacesDevVars ? emptyDevVars(devVars.path) : devVars
  const userFlows = forCustomers ? await readUserFlows(graph) : []
  const userFlow = flowOf(userFlows, application?.appId ?? null)
  const answers = await answer(
    options,
    outline,
    { tenant, application, userFlow, devVars: ownDevVars },
    name,
    ask,
  )
  const plan = await planRegistration(
    answers,
    { graph, application, userFlows, devVars: ownDevVars },
    options,
    surroundings.now(),
  )
  const flow = wantedFlow(answers, userFlow)
  // Without the flag, how people sign up is nobody's wish.
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
  }
  if (options.deploySecrets) assertDeployable(work)
  await carryOut(work, running)
}

/** A question nobody sees would wait for ever. */
function askIn({ input, output }: Surroundings): Ask {
  if (isTTY(output) && 'isTTY' in input && input.isTTY) return questions(input, output)
  throw new RegisterRefusal(
    'usage',
    'There is no terminal to ask in.',
    'Say what you want with flags, and --yes. All flags: npm run register -- --help',
  )
}
