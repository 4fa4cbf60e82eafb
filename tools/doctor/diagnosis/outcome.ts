// What a check says: how it went, a sentence, and what to do where something is to be mended.
import type { Findings } from './findings.ts'

export type Status = 'pass' | 'warn' | 'fail' | 'skipped'

export type Outcome = {
  status: Status
  sentence: string
  /** null where there is nothing to do. */
  whatToDo: string | null
  /** What the checks after it may build on. */
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

/** It could not be told. */
export const skipped = (
  sentence: string,
  whatToDo: string | null = null,
  found: Partial<Findings> = {},
): Outcome => ({ status: 'skipped', sentence, whatToDo, found })
