// Everything known after the questions and the planning.

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
  /** The file belongs to another app and is rewritten. */
  replacesDevVars: boolean
  /** The part of it that belongs to this app: all or nothing. */
  ownDevVars: DevVars
  authority: string
  /** The tenant that the app is registered in. */
  tenantId: string
  graph: Graph
  application: Application | null
}
