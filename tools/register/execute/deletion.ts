// npm run register -- --delete: removes what this command made, and nothing else.

import { type Change, placeholder } from '../change/change.ts'
import type { Options } from '../command-line/options.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'
import { type Step, stepOf } from '../command-line/report.ts'
import type { Running } from '../command-line/running.ts'
import { clientIdOf, type DevVars } from '../dev-vars/dev-vars.ts'
import { retireDevVars } from '../dev-vars/dev-vars-file.ts'
import { readUserFlows } from '../graph/directory.ts'
import type { Graph } from '../graph/graph.ts'
import type { Application } from '../graph/graph-objects.ts'
import { TAG } from '../plan/new-registration.ts'
import { FLOW_DESCRIPTION, flowDeletion, flowOf, leave } from '../plan/user-flow.ts'
import type { Ask } from '../prompts/questions.ts'
import { apply } from './apply.ts'
import { showCalls, showSteps } from './preview.ts'

type Deletion = {
  application: Application | null
  devVars: DevVars
  graph: Graph
  options: Options
  forCustomers: boolean
  ask: Ask | null
}

export async function deleteRegistration(
  { application, devVars, graph, options, forCustomers, ask }: Deletion,
  running: Running,
): Promise<void> {
  const { screen, report, surroundings } = running
  if (application === null) throw new Error('there is no application to delete')
  const { displayName, appId } = application
  if (!application.tags.includes(TAG)) {
    throw new RegisterRefusal(
      'name',
      `"${displayName}" (${appId}) was not created by this command.`,
      'Delete it in the admin center under App registrations.',
    )
  }
  const changes = [...(forCustomers ? await flowChanges(graph, appId) : []), deletionOf(application)]
  const known = { 'application id': application.id, 'client id': appId }
  const isOfThis = clientIdOf(devVars) === appId.toLowerCase()
  const retiring: Step = { sentence: `Put ${devVars.path} away`, differences: [], call: null, done: false }
  report.steps = [...changes.map(stepOf), ...(isOfThis ? [retiring] : [])]
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
  if (isOfThis) {
    const keptAs = retireDevVars(devVars, surroundings.now())
    report.variables = { file: devVars.path, keptAs }
    retiring.done = true
    screen.done(`${devVars.path} is now ${keptAs}`)
  }
  report.outcome = 'changed'
  screen.end(
    'Deleted. For 30 days, an administrator can restore it under App registrations > Deleted applications.',
  )
}

async function flowChanges(graph: Graph, clientId: string): Promise<Change[]> {
  const flow = flowOf(await readUserFlows(graph), clientId)
  if (!flow) return []
  const apps = flow.conditions.applications?.includeApplications ?? []
  const isOurs = flow.description === FLOW_DESCRIPTION && apps.length === 1
  return isOurs ? [leave(flow, clientId), flowDeletion(flow)] : [leave(flow, clientId)]
}

const deletionOf = ({ displayName, appId }: Application): Change => ({
  sentence: `Delete the application "${displayName}" (${appId}), with its service principal`,
  differences: [],
  call: { method: 'DELETE', path: `/applications/${placeholder('application id')}`, area: 'application' },
})
