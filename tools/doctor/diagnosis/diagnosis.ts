// Runs the checks in order: each builds on earlier findings.
import { withRegisterFlags } from '../../terminal/npm-run.ts'
import type { Check } from './check.ts'
import type { Findings, Given } from './findings.ts'
import type { Status } from './outcome.ts'

/** A check's result without its findings. */
export type Line = { check: string; status: Status; sentence: string; whatToDo: string | null }

/** With --strict, a skipped check that can be made to run is a warning. */
export async function diagnose(checks: readonly Check[], given: Given): Promise<Line[]> {
  const found: Partial<Findings> = {}
  const lines: Line[] = []
  for (const { name, run } of checks) {
    for (const { status, sentence, whatToDo, found: learnt } of await run(found, given)) {
      Object.assign(found, learnt)
      lines.push({
        check: name,
        status: given.strict && status === 'skipped' && whatToDo !== null ? 'warn' : status,
        sentence: withRegisterFlags(sentence, given.registerFlags),
        whatToDo: whatToDo === null ? null : withRegisterFlags(whatToDo, given.registerFlags),
      })
    }
  }
  return lines
}

export const isHealthy = (lines: readonly Line[], strict: boolean): boolean =>
  !lines.some(({ status }) => status === 'fail' || (strict && status === 'warn'))
