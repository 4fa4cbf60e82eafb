// Applies the changes in order; each can use what earlier ones returned.
import type { Change, Known } from '../change/change.ts'
import type { Report } from '../command-line/report.ts'
import type { Screen } from '../command-line/screen.ts'
import { type Graph, GraphRefusal, type OnWait } from '../graph/graph.ts'
import { filled, fillText, learned, textField } from './placeholders.ts'

type Applied = {
  known: Known
  /** The added secret's value; null if none. */
  secret: string | null
}

type Applying = {
  graph: Graph
  screen: Screen
  report: Report
  /** Whether the application is so new that Graph may not have replicated it yet. */
  fresh: boolean
  /** Called as soon as the application exists, so that an interrupted run can find it again. */
  onRegistered?: (known: Known) => void
}

/** @throws {RegisterRefusal} at the first refused change; the report lists those already made */
export async function apply(
  changes: Change[],
  before: Known,
  { graph, screen, report, fresh, onRegistered }: Applying,
): Promise<Applied> {
  let known = before
  let secret: string | null = null
  for (const change of changes) {
    const { sentence } = change
    const onUnlisted = () => {
      const warning = `Graph reports that this already exists, but does not list it: ${sentence}. Check it under Enterprise apps > the app > Permissions.`
      report.warnings.push(warning)
      screen.warn(warning)
    }
    const step = report.steps.find((each) => each.sentence === sentence && !each.done)
    // From here on, after Ctrl-C or a lost response, the outcome is unknown.
    if (step) step.done = 'unknown'
    const sending = (update: (text: string) => void) =>
      send(graph, change, known, fresh, { onWait: progress(sentence, update), onUnlisted }).catch(
        (error: unknown) => {
          if (step && error instanceof GraphRefusal && !error.isUncertain) step.done = false
          throw error
        },
      )
    const answer = await screen.waitFor(sentence, sending, () => sentence)
    known = learned(change, answer, known)
    if (step) step.done = true
    if (change.learns?.['application id']) {
      report.application = { clientId: known['client id'] ?? '', name: report.application?.name ?? '' }
      onRegistered?.(known)
    }
    if (change.answersSecret) secret = textField(answer, 'secretText')
  }
  return { known, secret }
}

const SAID_EVERY_SECONDS = 30

/** Reports that it is waiting for replication: at once, then every 30 seconds. */
export function progress(sentence: string, update: (text: string) => void): OnWait {
  let saidAt = Number.NEGATIVE_INFINITY
  return (waited) => {
    if (waited - saidAt < SAID_EVERY_SECONDS) return
    saidAt = waited
    update(`${sentence}: waiting for the directory to catch up${waited > 0 ? ` (${waited} s so far)` : ''}`)
  }
}

/** A stale list may omit an object that exists. */
async function send(
  graph: Graph,
  { call, existing, learns }: Change,
  known: Known,
  fresh: boolean,
  { onWait, onUnlisted }: { onWait: OnWait; onUnlisted: () => void },
): Promise<unknown> {
  try {
    return await graph.send(filled(call, known), fresh, onWait)
  } catch (error) {
    if (!existing || !(error instanceof GraphRefusal) || !isExisting(error)) throw error
    if (existing === 'nothing to read') return null
    const { path, area, pick, completion } = existing
    const found = await graph.readNew(fillText(path, known), area, { onWait, ...(pick ? { pick } : {}) })
    if (found === null) {
      if (learns) throw error
      // No later call needs it.
      onUnlisted()
      return null
    }
    const rest = completion?.(found)
    if (rest) await graph.send(rest, fresh, onWait)
    return found
  }
}

/** Some report a duplicate user flow as 400, which is not covered here. Source: samples `service-principal-exists`, `grant-exists`. */
const isExisting = ({ error }: GraphRefusal) =>
  error?.status === 409 && error.code !== 'Directory_ConcurrencyViolation'
