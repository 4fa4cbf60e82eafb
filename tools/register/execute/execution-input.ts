// Everything that is known once the answers are there and the plan is made.

import type { Options } from '../command-line/options.ts'
import type { DevVars } from '../dev-vars/dev-vars.ts'
import type { Graph } from '../graph/graph.ts'
import type { Application } from '../graph/graph-objects.ts'
import type { Answers } from '../plan/desired-state.ts'
import type { Plan } from '../plan/plan.ts'
import type { Ask } from '../prompts/questions.ts'

export type Work = {
  options: Options
  answers: Answers
  plan: Plan
  ask: Ask | null
  devVars: DevVars
  /** It is of another app, and is written anew. */
  replacesDevVars: boolean
  /** What of it is this app's: all, or nothing. */
  ownDevVars: DevVars
  authority: string
  /** The tenant that the app is registered in. */
  tenantId: string
  graph: Graph
  application: Application | null
}
