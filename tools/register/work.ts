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
  /** The same without its variables where they are another app's. */
  own: DevVars
  authority: string
  graph: Graph
  application: Application | null
}

/** .dev.vars is written anew, not changed. */
export const isAnew = ({ own, devVars }: Work): boolean => own !== devVars
