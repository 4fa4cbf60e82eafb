// Finds the application of an interrupted run by its client ID or unique tag, never by name alone.
import type { Tenant } from '../../app-registration/tenant.ts'
import { ago, recentWork } from '../../settings/register-notes.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'
import type { Screen } from '../command-line/screen.ts'
import type { DevVars } from '../dev-vars/dev-vars.ts'
import { progress } from '../execute/apply.ts'
import { findMarked, findNewApplication } from '../graph/directory.ts'
import { type Graph, MAX_REPLICATION_SECONDS } from '../graph/graph.ts'
import type { Application } from '../graph/graph-objects.ts'

type Asked = { graph: Graph; devVars: DevVars; tenant: Tenant; screen: Screen; now: number }

/** By its tag, if the run never learned whether the app was registered. */
export async function findInterrupted({ graph, devVars, screen, now }: Asked): Promise<Application | null> {
  const { began } = devVars.notes
  if (!began) return null
  const seconds = Math.max(0, MAX_REPLICATION_SECONDS - (now - began.at) / 1000)
  const what = `Looking for "${began.name}", which the last run started to register`
  const appId = await screen.waitFor(
    what,
    (update) => findMarked(graph, began, { seconds, onWait: progress(what, update) }),
    (found) => (found ? `"${began.name}" was registered (${found})` : `"${began.name}" was not registered`),
  )
  return appId === null ? null : findNewApplication(graph, appId)
}

/** CLIENT_ID is written as soon as the app exists, so it exists even if it hasn't replicated yet. */
export async function awaitRegistered(
  { graph, devVars, screen, tenant, now }: Asked,
  clientId: string,
): Promise<Application | null> {
  const minutes = recentWork(devVars.notes, devVars.variables, now).registered
  if (minutes === null) return null
  const what = `Waiting until ${tenant.displayName} shows ${clientId}, which was registered ${ago(minutes)}`
  const found = await screen.waitFor(
    what,
    (update) => findNewApplication(graph, clientId, progress(what, update)),
    (application) => (application ? `Found ${clientId}` : `${clientId} does not appear`),
  )
  if (found) return found
  throw new RegisterRefusal(
    'graph',
    `${devVars.path} belongs to the application ${clientId}, which was registered ${ago(minutes)} and does not appear in ${tenant.displayName} yet.`,
    'Run this again in a few minutes, and it continues from there. If the app was deleted meanwhile: --overwrite.',
  )
}
