// Shows the changes, asks for confirmation, and applies them: the application, .dev.vars, the tenant, the deployed Worker.
import { remaining } from '../../certificate/lifetime.ts'
import { REPLICATION_MINUTES } from '../../settings/register-notes.ts'
import { npmRun } from '../../terminal/npm-run.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'
import { type Step, stepOf } from '../command-line/report.ts'
import type { Running } from '../command-line/running.ts'
import { readDevVars } from '../dev-vars/dev-vars.ts'
import { makePrivate } from '../dev-vars/dev-vars-file.ts'
import { commandsToTry } from '../dev-vars/next-commands.ts'
import { awaitAcceptance } from './acceptance.ts'
import { addCredential, type CredentialStep, credentialStep, isCertain } from './add-credential.ts'
import { apply } from './apply.ts'
import { deploy, deploymentStep, showCommands } from './deployment.ts'
import { changedVariables, givesCredentialAlone, writingStep } from './dev-vars-changes.ts'
import type { Work } from './execution-input.ts'
import { showCalls, showSteps, warn } from './preview.ts'
import { variablesWriter } from './variables-writer.ts'

export async function carryOut(work: Work, running: Running): Promise<void> {
  const { options, answers, plan, ask } = work
  const { screen, report, surroundings } = running
  const now = surroundings.now()
  const { name } = answers
  const credential = await credentialStep(work, plan.credential.adds, now)
  const writing = writingStep(work)
  const deployment = options.deploySecrets ? deploymentStep(work) : null
  report.steps = [
    ...[...plan.application, ...credential.changes].map(stepOf),
    ...(writing ? [writing] : []),
    ...plan.tenant.map(stepOf),
    ...(deployment ? [deployment] : []),
  ]
  warnOfEnd(work, now, running)
  warnOfEverybody(work, running)
  const { others } = plan.credential
  if (others.length > 0) {
    screen.say(
      `The application has other secrets or certificates, which are not changed: ${others.join(', ')}`,
    )
  }

  if (report.steps.length > 0) showSteps(screen, report.steps)
  if (options.dryRun) {
    report.outcome = 'dry_run'
    showCalls(work.graph, plan.known, running)
    return screen.end('This was a dry run. Nothing was changed.')
  }
  makePrivate(work.devVars)
  if (report.steps.length > 0) {
    if (ask && !(await ask.goOn('Make these changes?', true))) {
      throw new RegisterRefusal('canceled', 'Canceled.', 'You can run this again at any time.')
    }
    report.application ??= { clientId: '', name }
    await doAll(work, running, { credential, writing })
    if (deployment) await deploy(work, deployment, running)
    report.outcome = 'changed'
  } else {
    variablesWriter(work, surroundings.now).settle()
    screen.done('The registration is correct. There is nothing to change.')
  }
  if (!deployment) showCommands(work, running)
  const { path } = work.devVars
  const { check, run } = commandsToTry(path, readDevVars(path).variables, options.env, work.tenantId)
  // With the credential alone, the file can't start an app.
  if (report.steps.length > 0 && !givesCredentialAlone(work))
    screen.show('Next, check it and run it', `${check}\n${run}`)
  screen.end('Done.')
}

type Doing = { credential: CredentialStep; writing: Step | null }

async function doAll(work: Work, running: Running, { credential, writing }: Doing): Promise<void> {
  const { plan, graph, application, answers } = work
  const { screen, report, surroundings } = running
  const age = surroundings.now() - Date.parse(application?.createdDateTime ?? '')
  const fresh = age < REPLICATION_MINUTES * 60_000
  const file = variablesWriter(work, surroundings.now)
  if (plan.mark !== null) file.begin(answers.name, plan.mark)
  const { known } = await apply(plan.application, plan.known, {
    graph,
    screen,
    report,
    fresh,
    onRegistered: ({ 'client id': clientId = '' }) =>
      file.registered(clientId, changedVariables(work, clientId)),
  }).catch((error: unknown) => {
    // There is something to retract only where one was begun.
    if (plan.mark !== null && isCertain(error)) file.retract()
    throw error
  })
  const added = await addCredential(work, running, { step: credential, known, fresh, file })
  // Saved at once: the secret can't be read again.
  if (writing || plan.application.length > 0) {
    const change = { ...changedVariables(work, known['client id'] ?? ''), ...added.variables }
    const keptAs = file.finish(change, {
      addsCredential: plan.credential.adds !== null,
      changed: application && plan.application.length > 0 ? application.appId : null,
      isLast: plan.tenant.length === 0,
    })
    if (writing) {
      writing.done = true
      report.variables = { file: work.devVars.path, keptAs }
      screen.done(`${writing.sentence}${keptAs ? `; the previous file is ${keptAs}` : ''}`)
    }
  }
  await apply(plan.tenant, known, { graph, screen, report, fresh: fresh || application === null })
  file.settle()
  if (plan.credential.adds || application === null) await awaitAcceptance(work, running)
}

/** An app for several organizations is rarely meant for every organization. */
function warnOfEverybody(work: Work, running: Running): void {
  const { answers, ownDevVars, devVars } = work
  if (givesCredentialAlone(work)) return
  if (!['organizations', 'common'].includes(answers.kind) || ownDevVars.variables.ALLOWED_TENANTS) return
  const lacks = devVars.variables.ALLOWED_TENANTS ? 'no longer has' : 'has no'
  const warning = `${devVars.path} ${lacks} ALLOWED_TENANTS, so users of every organization can sign in. See "Several organizations" in docs/register.md.`
  warn(running, warning)
}

function warnOfEnd({ plan, options }: Work, now: number, running: Running): void {
  const { endsAt } = plan.credential
  const end = endsAt === null ? null : remaining(endsAt, now)
  if (!end?.isSoon) return
  const renew = npmRun('register', [...options.standing, '--rotate'])
  warn(running, `The credential in use ${end.words}. Replace it: ${renew}`)
}
