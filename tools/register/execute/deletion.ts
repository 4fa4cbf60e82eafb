// npm run register -- --delete: deletes what this command created, and nothing else.

import { type Change, placeholder } from '../change/change.ts'
import type { Options } from '../command-line/options.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'
import { type Step, stepOf } from '../command-line/report.ts'
import type { Running } from '../command-line/running.ts'
import { clientIdOf, type DevVars } from '../dev-vars/dev-vars.ts'
import { retireDevVars } from '../dev-vars/dev-vars-file.ts'
import { type DeletedApplication, RESTORABLE } from '../graph/deleted-applications.ts'
import { readUserFlows } from '../graph/directory.ts'
import type { Graph } from '../graph/graph.ts'
import type { Application, UserFlow } from '../graph/graph-objects.ts'
import { TAG } from '../plan/new-registration.ts'
import { defaultFlowName, FLOW_DESCRIPTION, flowDeletion, flowOf, leave } from '../plan/user-flow.ts'
import type { Ask } from '../prompts/questions.ts'
import { apply } from './apply.ts'
import { showCalls, showSteps } from './preview.ts'

type Deletion = {
  application: Application | null
  /** Deleted by an earlier run, which may have been interrupted. */
  deleted: DeletedApplication | null
  devVars: DevVars
  graph: Graph
  options: Options
  forCustomers: boolean
  ask: Ask | null
}

export async function deleteRegistration(deletion: Deletion, running: Running): Promise<void> {
  const { application, deleted, devVars, graph, options, forCustomers, ask } = deletion
  const { screen, report } = running
  if (deleted) return putAway(deleted, devVars, options, running)
  if (application === null) throw new Error('there is no application to delete')
  const { displayName, appId } = application
  if (!application.tags.includes(TAG)) {
    throw new RegisterRefusal(
      'name',
      `"${displayName}" (${appId}) was not created by this command.`,
      'Delete it in the admin center under App registrations.',
    )
  }
  const changes = [...(forCustomers ? await flowChanges(graph, application) : []), deletionOf(application)]
  const known = { 'application id': application.id, 'client id': appId }
  const retiring = retirement(devVars, appId)
  report.steps = [...changes.map(stepOf), ...(retiring ? [retiring] : [])]
  showSteps(screen, report.steps)
  if (options.dryRun) {
    report.outcome = 'dry_run'
    showCalls(graph, known, running)
    return screen.end('This was a dry run. Nothing was changed.')
  }
  if (ask && !(await ask.goOn(`Delete "${displayName}"? After that, nobody can sign in to it`, false))) {
    throw new RegisterRefusal('canceled', 'Canceled.', 'Nothing was deleted.')
  }
  await apply(changes, known, { graph, screen, report, fresh: false })
  if (retiring) retire(retiring, devVars, running)
  report.outcome = 'changed'
  screen.end(`Deleted. ${RESTORABLE}`)
}

/** Finishes an interrupted deletion. */
function putAway(
  { displayName, appId, deletedDateTime }: DeletedApplication,
  devVars: DevVars,
  { dryRun }: Options,
  running: Running,
): void {
  const { screen, report } = running
  screen.say(
    `"${displayName}" (${appId}) was already deleted${deletedDateTime ? ` on ${deletedDateTime.slice(0, 10)}` : ''}.`,
  )
  const retiring = retirement(devVars, appId ?? '')
  report.steps = retiring ? [retiring] : []
  if (retiring) showSteps(screen, report.steps)
  if (dryRun) {
    report.outcome = 'dry_run'
    screen.end('This was a dry run. Nothing was changed.')
    return
  }
  if (retiring) {
    retire(retiring, devVars, running)
    report.outcome = 'changed'
  }
  screen.end(RESTORABLE)
}

/** null if the file belongs to another app. */
const retirement = (devVars: DevVars, clientId: string): Step | null =>
  clientIdOf(devVars) === clientId.toLowerCase()
    ? { sentence: `Keep ${devVars.path} as a backup`, differences: [], call: null, done: false }
    : null

function retire(step: Step, devVars: DevVars, { screen, report, surroundings }: Running): void {
  const keptAs = retireDevVars(devVars, surroundings.now())
  report.variables = { file: devVars.path, keptAs }
  step.done = true
  screen.done(`${devVars.path} is now ${keptAs}`)
}

/** The app's own user flow, even if an earlier run stopped after removing the app from it. */
async function flowChanges(graph: Graph, { appId: clientId, displayName }: Application): Promise<Change[]> {
  const flows = await readUserFlows(graph)
  const flow = flowOf(flows, clientId) ?? flows.find((each) => isLeftOf(each, displayName))
  if (!flow) return []
  const apps = flow.conditions.applications?.includeApplications ?? []
  const isOurs = flow.description === FLOW_DESCRIPTION && apps.length === 1
  if (apps.length === 0) return [flowDeletion(flow)]
  return isOurs ? [leave(flow, clientId), flowDeletion(flow)] : [leave(flow, clientId)]
}

const isLeftOf = (flow: UserFlow, appName: string) =>
  flow.description === FLOW_DESCRIPTION &&
  flow.displayName === defaultFlowName(appName) &&
  (flow.conditions.applications?.includeApplications ?? []).length === 0

const deletionOf = ({ displayName, appId }: Application): Change => ({
  sentence: `Delete the application "${displayName}" (${appId}), with its service principal`,
  differences: [],
  call: { method: 'DELETE', path: `/applications/${placeholder('application id')}`, area: 'application' },
})
