// One thing to be done: shown first, then done. Everything that npm run register does is a list of these.

import type { RightArea } from './access-right.ts'
import type { Call } from './graph-call.ts'

/** What differs: where, what it is now, and what it will be. */
export type Difference = { what: string; is: string; becomes: string }

/** What calls learn that later ones need, by the placeholder that stands for it. */
export type Known = Partial<Record<Placeholder, string>>

export type Placeholder = 'application id' | 'client id' | 'service principal id' | 'user flow id'

export type Change = {
  /** Begins with what is done: "Register …", "Add …". */
  sentence: string
  differences: Difference[]
  call: Call
  /** Fields of the answer that later calls need. */
  learns?: Partial<Record<Placeholder, string>>
  /** When Graph answers 409, it exists already: where to read it, or that there is nothing more to learn. */
  existing?:
    | 'nothing to read'
    | {
        path: string
        area: RightArea
        pick?: (json: unknown) => unknown
        /** The call that brings what is there to what was wanted; null = it is that already. */
        completion?: (found: unknown) => Call | null
      }
  /** The answer has a secret's value for .dev.vars. */
  answersSecret?: true
}

/** `{client id}` for what is not known yet, so that a dry run can show the call. */
export const placeholder = (name: Placeholder): string => `{${name}}`

export const differenceLine = ({ what, is, becomes }: Difference): string => `${what}: ${is} -> ${becomes}`
