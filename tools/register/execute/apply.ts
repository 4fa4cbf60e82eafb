// Makes the changes, one after the other; what each learns, the next ones use.
import type { Change, Known } from '../change/change.ts'
import type { Report } from '../command-line/report.ts'
import type { Screen } from '../command-line/screen.ts'
import { type Graph, GraphRefusal, type OnWait } from '../graph/graph.ts'
import { filled, fillText, learned, textField } from './placeholders.ts'

type Secret = { value: string; endsAt: string | null }

type Applied = {
  known: Known
  /** The secret that was added; null when none was. */
  secret: Secret | null
}

type Applying = {
  graph: Graph
  screen: Screen
  report: Report
  /** Whether the application is so new that Graph may not know it everywhere. */
  fresh: boolean
  /** Called the moment that the application exists: a run that stops from here on must find it again. */
  onRegistered?: (known: Known) => void
}

/** @throws {RegisterRefusal} at the first that is refused; the report says which were done */
export async function apply(
  changes: Change[],
  before: Known,
  { graph, screen, report, fresh, onRegistered }: Applying,
): Promise<Applied> {
  let known = before
  let secret: Secret | null = null
  let isFresh = fresh
  for (const change of changes) {
    const { sentence } = change
    const onUnlisted = () => {
      const warning = `Graph reports that this already exists, but does not list it: ${sentence}. Check it under Enterprise apps > the app > Permissions.`
      report.warnings.push(warning)
      screen.warn(warning)
    }
    const step = report.steps.find((each) => each.sentence === sentence && !each.done)
    // From here on Ctrl-C, or an answer that is lost, leaves it open whether it was made.
    if (step) step.done = 'unknown'
    const sending = (update: (text: string) => void) =>
      send(graph, change, known, isFresh, { onWait: progress(sentence, update), onUnlisted }).catch(
        (error: unknown) => {
          if (step && error instanceof GraphRefusal && !error.isUncertain) step.done = false
          throw error
        },
      )
    const answer = await screen.waitFor(sentence, sending, () => sentence)
    known = learned(change, answer, known)
    if (step) step.done = true
    if (change.learns?.['application id']) {
      isFresh = true
      report.application = { clientId: known['client id'] ?? '', name: report.application?.name ?? '' }
      onRegistered?.(known)
    }
    if (change.answersSecret) secret = secretIn(answer)
  }
  return { known, secret }
}

const SAID_EVERY_SECONDS = 30

/** Says that it is replication that is waited for: at once, and every half minute. */
export function progress(sentence: string, update: (text: string) => void): OnWait {
  let saidAt = Number.NEGATIVE_INFINITY
  return (waited) => {
    if (waited - saidAt < SAID_EVERY_SECONDS) return
    saidAt = waited
    update(`${sentence}: waiting for the directory to catch up${waited > 0 ? ` (${waited} s so far)` : ''}`)
  }
}

function secretIn(answer: unknown): Secret {
  const { endDateTime } = answer as { endDateTime?: unknown }
  return {
    value: textField(answer, 'secretText'),
    endsAt: typeof endDateTime === 'string' && !Number.isNaN(Date.parse(endDateTime)) ? endDateTime : null,
  }
}

/** A list that lags behind may have left out what is there. */
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
      // Nothing that comes next needs to know it.
      onUnlisted()
      return null
    }
    const rest = completion?.(found)
    if (rest) await graph.send(rest, fresh, onWait)
    return found
  }
}

/** A user flow of the same name is said with 400 by some. Source: samples `service-principal-exists`, `grant-exists`. */
const isExisting = ({ error }: GraphRefusal) =>
  error?.status === 409 && error.code !== 'Directory_ConcurrencyViolation'
