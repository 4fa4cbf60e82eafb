// A check's outcome: status, a sentence, and how to fix any problem.
import type { Findings } from './findings.ts'

export type Status = 'pass' | 'warn' | 'fail' | 'skipped'

export type Outcome = {
  status: Status
  sentence: string
  /** null = nothing to do. */
  whatToDo: string | null
  /** Findings for later checks. */
  found: Partial<Findings>
}

export const pass = (sentence: string, found: Partial<Findings> = {}): Outcome => ({
  status: 'pass',
  sentence,
  whatToDo: null,
  found,
})

export const warn = (sentence: string, whatToDo: string, found: Partial<Findings> = {}): Outcome => ({
  status: 'warn',
  sentence,
  whatToDo,
  found,
})

export const fail = (sentence: string, whatToDo: string): Outcome => ({
  status: 'fail',
  sentence,
  whatToDo,
  found: {},
})

/** Could not be determined. */
export const skipped = (
  sentence: string,
  whatToDo: string | null = null,
  found: Partial<Findings> = {},
): Outcome => ({ status: 'skipped', sentence, whatToDo, found })
