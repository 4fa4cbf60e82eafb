// Shows the planned changes before they are made: steps with differences, the calls (in a dry run), and warnings.

import { differenceLine, type Known } from '../change/change.ts'
import type { Json } from '../change/graph-call.ts'
import type { Step } from '../command-line/report.ts'
import type { Running } from '../command-line/running.ts'
import type { Screen } from '../command-line/screen.ts'
import type { Graph } from '../graph/graph.ts'
import { filled } from './placeholders.ts'

export function showSteps(screen: Screen, steps: Step[]): void {
  const lines = steps.flatMap(({ sentence, differences }) => [
    `- ${sentence}`,
    ...differences.map((difference) => `    ${differenceLine(difference)}`),
  ])
  screen.list('Planned changes', lines)
}

const LONGEST_SHOWN = 200

const shortened = (_: string, value: unknown) =>
  typeof value === 'string' && value.length > LONGEST_SHOWN
    ? `${value.slice(0, 24)} ... (${value.length} characters)`
    : value

export function showCalls(graph: Graph, known: Known, { screen, report: { steps, reads } }: Running): void {
  screen.show('What was read from Graph', reads.map((path) => `GET ${graph.url}/v1.0${path}`).join('\n'))
  const calls = steps.flatMap(({ call }) => {
    if (!call) return []
    const { method, path, body } = filled(call, known)
    return [`${method} ${graph.url}/v1.0${path}${bodyOf(body)}`]
  })
  if (calls.length > 0) screen.show('Calls to Graph that would be made', calls.join('\n\n'))
}

const bodyOf = (body: Json | undefined) =>
  body === undefined ? '' : `\n${JSON.stringify(body, shortened, 2)}`

export function warn({ screen, report }: Running, warning: string): void {
  report.warnings.push(warning)
  screen.warn(warning)
}
