// What was done and what was not: for the user if the run stops, and for scripts as one JSON document.

import { fileError } from '../../../emulator/command-line/file-error.ts'
import type { Change, Difference } from '../change/change.ts'
import type { Call } from '../change/graph-call.ts'
import type { FixableBy } from '../graph/explanation.ts'
import { GraphRefusal } from '../graph/graph.ts'
import type { GraphError } from '../graph/graph-error.ts'
import { EXIT_CODES, RegisterRefusal } from './refusal.ts'

export type Step = {
  sentence: string
  differences: Difference[]
  /** null: not a Graph call, but a write to .dev.vars or a wrangler command. */
  call: Call | null
  /** `unknown`: sent, but the response was lost. */
  done: boolean | 'unknown'
}

export const stepOf = ({ sentence, differences, call }: Change): Step => ({
  sentence,
  differences,
  call,
  done: false,
})

export type Report = {
  outcome: 'changed' | 'unchanged' | 'dry_run' | 'refused' | 'broken'
  exitCode: number
  tenant: { id: string; name: string } | null
  application: { clientId: string; name: string } | null
  steps: Step[]
  /** Paths read from Graph. */
  reads: string[]
  variables: { file: string; keptAs: string | null } | null
  warnings: string[]
  commands: string[]
  error: ReportedError | null
}

type ReportedError = {
  kind: string
  message: string
  next: string
  /** Graph's own error, if Graph refused. */
  graph?: GraphError
  fixableBy?: FixableBy
}

export const newReport = (): Report => ({
  outcome: 'unchanged',
  exitCode: EXIT_CODES.done,
  tenant: null,
  application: null,
  steps: [],
  reads: [],
  variables: null,
  warnings: [],
  commands: [],
  error: null,
})

const list = (title: string, steps: Step[]) =>
  steps.length === 0 ? [] : [title, ...steps.map(({ sentence }) => `- ${sentence}`)]

/** Lists everything that was created. */
export function standing({ application, steps }: Report): string {
  const named = application?.clientId
    ? [`The application is "${application.name}", ${application.clientId}.`]
    : []
  const done = steps.filter((step) => step.done === true)
  const unknown = steps.filter((step) => step.done === 'unknown')
  const open = steps.filter((step) => !step.done)
  if (done.length + unknown.length === 0) return ['Nothing was changed.', ...named].join('\n')
  return [
    ...list('Done so far:', done),
    ...list('May have been done anyway:', unknown),
    ...list('Not done:', open),
    ...named,
  ].join('\n')
}

export function reportFailure(report: Report, thrown: unknown): void {
  const file = fileError(thrown)
  const error = file === null ? thrown : new RegisterRefusal('variables', file, 'Then run this again.')
  const refused = error instanceof RegisterRefusal
  report.outcome = refused ? 'refused' : 'broken'
  report.exitCode = refused ? EXIT_CODES[error.kind] : EXIT_CODES.broken
  const message = error instanceof Error ? error.message : String(error)
  const next = refused
    ? error.next
    : 'This is a bug in npm run register. Run it again, and it continues from there.'
  report.error = { kind: refused ? error.kind : 'broken', message, next }
  if (error instanceof GraphRefusal) {
    report.error.fixableBy = error.fixableBy
    if (error.error) report.error.graph = error.error
  }
}
