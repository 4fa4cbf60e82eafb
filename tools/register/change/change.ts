// One planned change: shown first, then applied. Everything that npm run register does is a list of these.

import type { RightArea } from './access-right.ts'
import type { Call } from './graph-call.ts'

export type Difference = { what: string; is: string; becomes: string }

/** Values from earlier calls that later ones need, by placeholder. */
export type Known = Partial<Record<Placeholder, string>>

export type Placeholder = 'application id' | 'client id' | 'service principal id' | 'user flow id'

export type Change = {
  /** Starts with the action: "Register …", "Add …". */
  sentence: string
  differences: Difference[]
  call: Call
  /** Response fields that later calls need. */
  learns?: Partial<Record<Placeholder, string>>
  /** If Graph answers 409, the object exists: where to read it, or that nothing more is needed from it. */
  existing?:
    | 'nothing to read'
    | {
        path: string
        area: RightArea
        pick?: (json: unknown) => unknown
        /** The call that brings the existing object to the desired state; null = it already matches. */
        completion?: (found: unknown) => Call | null
      }
  /** The response contains a secret's value for .dev.vars. */
  answersSecret?: true
}

/** `{client id}` in place of a value not known yet, so that a dry run can show the call. */
export const placeholder = (name: Placeholder): string => `{${name}}`

export const differenceLine = ({ what, is, becomes }: Difference): string => `${what}: ${is} -> ${becomes}`
