// Everything that is known once the answers are there and the plan is made.
import type { Application } from './application.ts'
import type { DevVars } from './dev-vars.ts'
import type { Graph } from './graph.ts'
import type { Options } from './options.ts'
import type { Plan } from './plan.ts'
import type { Ask } from './questions.ts'
import type { Answers } from './wanted.ts'

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
  graph: Graph
  application: Application | null
}
