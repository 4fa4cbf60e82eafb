// Makes the changes, one after the other; what each learns, the next ones use.
import type { Change, Known } from '../change/change.ts'
import type { Report } from '../command-line/report.ts'
import type { Screen } from '../command-line/screen.ts'
import { type Graph, GraphRefusal } from '../graph/graph.ts'
import { filled, fillText, learned, textField } from './placeholders.ts'

export type Applied = {
  known: Known
  /** The value of the secret that was made; null when none was. */
  secret: string | null
}

export type Applying = {
  graph: Graph
  screen: Screen
  report: Report
  /** Whether the application is so new that Graph may not know it everywhere. */
  fresh: boolean
}

/** @throws {RegisterRefusal} at the first that is refused; the report says which were done */
export async function apply(
  changes: Change[],
  before: Known,
  { graph, screen, report, fresh }: Applying,
): Promise<Applied> {
  let known = before
  let secret: string | null = null
  let isFresh = fresh
  for (const change of changes) {
    const step = report.steps.find(({ sentence, done }) => sentence === change.sentence && !done)
    // From here on Ctrl-C, or an answer that is lost, leaves it open whether it was made.
    if (step) step.done = 'unknown'
    const sending = () =>
      send(graph, change, known, isFresh).catch((error: unknown) => {
        if (step && error instanceof GraphRefusal && !error.isUncertain) step.done = false
        throw error
      })
    const answer = await screen.waitFor(change.sentence, sending, () => change.sentence)
    if (step) step.done = true
    known = learned(change, answer, known)
    if (change.learns?.['application id']) {
      isFresh = true
      report.application = { clientId: known['client id'] ?? '', name: report.application?.name ?? '' }
    }
    if (change.answersSecret) secret = textField(answer, 'secretText')
  }
  return { known, secret }
}

/** A list that lags behind may have left out what is there. */
async function send(
  graph: Graph,
  { call, existing }: Change,
  known: Known,
  fresh: boolean,
): Promise<unknown> {
  try {
    return await graph.send(filled(call, known), fresh)
  } catch (error) {
    if (!existing || !(error instanceof GraphRefusal) || error.status !== 409) throw error
    return graph.read(fillText(existing.path, known), existing.area)
  }
}
