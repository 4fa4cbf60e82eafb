// Shows what is to be done, has it agreed to, and does it: the application, .dev.vars, the tenant, the deployed Worker.
import { newCertificate } from '../../certificate/key-pair.ts'
import { remaining } from '../../certificate/lifetime.ts'
import type { CertificateAndKey } from '../../certificate/self-signed-certificate.ts'
import type { Change } from '../change/change.ts'
import type { Running } from '../command-line/io.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'
import { type Step, stepOf } from '../command-line/report.ts'
import { changedText, readDevVars } from '../dev-vars/dev-vars.ts'
import { makePrivate, writeDevVars } from '../dev-vars/dev-vars-file.ts'
import { commandsToTry } from '../dev-vars/next-commands.ts'
import { credentialChanges, credentialVariables } from '../plan/credential-changes.ts'
import { apply } from './apply.ts'
import { deploy, deploymentStep, showCommands } from './deployment.ts'
import { changedVariables, writingStep } from './dev-vars-changes.ts'
import type { Work } from './execution-input.ts'
import { showCalls, showSteps, warn } from './preview.ts'

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
  const deployment = options.deploySecrets ? deploymentStep(work) : null
  report.steps = [
    ...first.map(stepOf),
    ...(writing ? [writing] : []),
    ...plan.tenant.map(stepOf),
    ...(deployment ? [deployment] : []),
  ]
  warnOfEnd(plan.credential.endsAt, now, running)
  warnOfEverybody(work, running)
  const { others } = plan.credential
  if (others.length > 0) {
    screen.say(
      `The application has other secrets or certificates, which are left alone: ${others.join(', ')}`,
    )
  }

  if (report.steps.length > 0) showSteps(screen, report.steps)
  if (options.dryRun) {
    report.outcome = 'dry_run'
    showCalls(work.graph, plan.known, running)
    return screen.end('Nothing was changed: this was a dry run.')
  }
  makePrivate(work.devVars)
  if (report.steps.length > 0) {
    if (ask && !(await ask.goOn('Do this?', true))) {
      throw new RegisterRefusal('cancelled', 'Cancelled.', 'Run this again whenever you like.')
    }
    report.application ??= { clientId: '', name }
    await doAll(work, running, { first, writing, certificate })
    if (deployment) await deploy(work, deployment, running)
    report.outcome = 'changed'
  } else screen.done('The registration is as it should be. There is nothing to change.')
  if (!deployment) showCommands(work, running)
  const { path } = work.devVars
  const { check, run } = commandsToTry(path, readDevVars(path).variables.REDIRECT_URI)
  if (report.steps.length > 0) screen.show('Check it, and try it', `${check}\n${run}`)
  screen.end('Done.')
}

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
      ...changedVariables(work, known['client id'] ?? ''),
      ...credentialVariables(secret, certificate),
    }
    const text = changedText(work.ownDevVars, change, plan.credential.replaced)
    const keptAs = writeDevVars(work.devVars, text, surroundings.now())
    writing.done = true
    report.variables = { file: work.devVars.path, keptAs }
    screen.done(`${writing.sentence}${keptAs ? `; the one before is ${keptAs}` : ''}`)
  }
  await apply(plan.tenant, known, { graph, screen, report, fresh: fresh || application === null })
}

/** An app of several organizations is seldom meant for all that there are. */
function warnOfEverybody({ answers, ownDevVars, devVars }: Work, running: Running): void {
  if (!['organizations', 'common'].includes(answers.kind) || ownDevVars.variables.ALLOWED_TENANTS) return
  const lost = devVars.variables.ALLOWED_TENANTS ? ' any more' : ''
  const warning = `${devVars.path} has no ALLOWED_TENANTS${lost}: everybody of any organization comes in. docs/register.md, "Several organizations"`
  warn(running, warning)
}

function warnOfEnd(endsAt: number | null, now: number, running: Running): void {
  const end = endsAt === null ? null : remaining(endsAt, now)
  if (end?.isSoon) warn(running, `The credential in use ${end.words}. Renew it: npm run register -- --rotate`)
}
