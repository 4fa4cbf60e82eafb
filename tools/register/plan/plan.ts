// All changes in order: first what .dev.vars needs, then the rest.

import { kindRow } from '../../app-registration/account-kind.ts'
import { AZURE_DEVOPS_APP_ID } from '../../app-registration/azure-devops.ts'
import type { Change, Known } from '../change/change.ts'
import type { Options } from '../command-line/options.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'
import type { DevVars } from '../dev-vars/dev-vars.ts'
import { findServicePrincipal, readGrants } from '../graph/directory.ts'
import type { Graph } from '../graph/graph.ts'
import type { Application, UserFlow } from '../graph/graph-objects.ts'
import { type CredentialPlan, planCredential } from './credential.ts'
import { type Answers, wantedRegistration } from './desired-state.ts'
import { mending } from './diff.ts'
import { newMark, registration } from './new-registration.ts'
import { type ApiPermissions, azureDevOpsPermissions, graphPermissions } from './permissions.ts'
import { type Consent, planConsent, planServicePrincipal } from './tenant-consent.ts'
import { defaultFlowName, flowOf, planUserFlow, type WantedFlow } from './user-flow.ts'

export type Plan = {
  application: Change[]
  /** The tag of the application to register; null = it exists. */
  mark: string | null
  credential: CredentialPlan
  tenant: Change[]
  known: Known
}

type Present = {
  graph: Graph
  application: Application | null
  userFlows: UserFlow[]
  devVars: DevVars
}

/** @param now milliseconds */
export async function planRegistration(
  answers: Answers,
  { graph, application, userFlows, devVars }: Present,
  { rotate, deploySecrets: deploys }: Pick<Options, 'rotate' | 'deploySecrets'>,
  now: number,
): Promise<Plan> {
  const permissions = [graphPermissions(answers.kind), ...(await devOpsPermissions(graph, answers))]
  const principal = application && (await findServicePrincipal(graph, application.appId))
  const grants = principal && answers.adminConsent ? await readGrants(graph, principal.id) : []
  const consents = answers.adminConsent ? await consentsTo(graph, permissions) : []
  const flow = wantedFlow(answers, flowOf(userFlows, application?.appId ?? null))
  const wanted = wantedRegistration(answers, permissions)
  const mark = application ? null : (devVars.notes.began?.tag ?? newMark())
  const known: Known = {}
  if (application) Object.assign(known, { 'application id': application.id, 'client id': application.appId })
  if (principal) known['service principal id'] = principal.id
  return {
    application: application ? mending(wanted, application) : [registration(wanted, mark ?? '')],
    mark,
    credential: planCredential(
      { kind: answers.credential, mostSecrets: kindRow(answers.kind).mostSecrets, rotate, deploys },
      application,
      devVars,
      now,
    ),
    tenant: [
      ...(hasServicePrincipal(answers) ? planServicePrincipal(principal?.id ?? null) : []),
      ...planConsent(consents, grants),
      ...(flow ? planUserFlow(flow, userFlows, application?.appId ?? null) : []),
    ],
    known,
  }
}

/** Entra creates none for an app for personal accounts only: no one signs in to it in this tenant. */
const hasServicePrincipal = ({ kind }: Answers) => kind !== 'consumers'

export function wantedFlow({ signUp, name }: Answers, present: UserFlow | null): WantedFlow | null {
  if (!signUp) return null
  const displayName = signUp.userFlow ?? present?.displayName ?? defaultFlowName(name)
  return { displayName, method: signUp.method, attributes: signUp.attributes }
}

async function devOpsPermissions(graph: Graph, { azureDevOpsUrl }: Answers): Promise<ApiPermissions[]> {
  if (!azureDevOpsUrl) return []
  const principal = await findServicePrincipal(graph, AZURE_DEVOPS_APP_ID)
  const offered = (principal?.oauth2PermissionScopes ?? []).flatMap(({ id, value }) =>
    value === null ? [] : [{ id, name: value }],
  )
  const permissions = azureDevOpsPermissions(offered)
  if (permissions) return [permissions]
  throw new RegisterRefusal(
    'graph',
    principal
      ? 'Azure DevOps lacks the permissions for personal access tokens here.'
      : 'This tenant has no Azure DevOps.',
    `Leave --azure-devops out, or connect the organization to this tenant (an administrator: az ad sp create --id ${AZURE_DEVOPS_APP_ID}).`,
  )
}

async function consentsTo(graph: Graph, permissions: ApiPermissions[]): Promise<Consent[]> {
  const consents: Consent[] = []
  for (const api of permissions) {
    const principal = await findServicePrincipal(graph, api.resourceAppId)
    if (principal) consents.push({ api, resourceId: principal.id })
  }
  return consents
}
