// Fills in `{…}` in calls from earlier responses.
import * as v from 'valibot'
import type { Change, Known, Placeholder } from '../change/change.ts'
import type { Call, Json } from '../change/graph-call.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'

const PLACEHOLDER = /\{([a-z ]+)\}/g

export function fillText(text: string, known: Known): string {
  return text.replaceAll(PLACEHOLDER, (unknown, name: string) => known[name as Placeholder] ?? unknown)
}

/** Only these body fields are filled in; any other text may come from the user. */
const IDS = ['appId', 'clientId']

function fillMember(name: string, value: Json, known: Known): Json {
  if (typeof value !== 'string') return fillJson(value, known)
  return IDS.includes(name) ? fillText(value, known) : value
}

function fillJson(json: Json, known: Known): Json {
  if (Array.isArray(json)) return json.map((each) => fillJson(each, known))
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [name, fillMember(name, value, known)]),
  )
}

/** Unknown values stay as placeholders, for a dry run to show. */
export function filled(call: Call, known: Known): Call {
  const path = fillText(call.path, known)
  return call.body === undefined ? { ...call, path } : { ...call, path, body: fillJson(call.body, known) }
}

/** @throws {RegisterRefusal} if the response lacks what later calls need */
export function learned(change: Change, answer: unknown, known: Known): Known {
  const names = Object.entries(change.learns ?? {}) as [Placeholder, string][]
  const next: Known = { ...known }
  for (const [name, field] of names) next[name] = textField(answer, field)
  return next
}

/** @throws {RegisterRefusal} */
export function textField(answer: unknown, field: string): string {
  const read = v.safeParse(v.object({ [field]: v.pipe(v.string(), v.nonEmpty()) }), answer)
  const value = read.success ? read.output[field] : undefined
  if (value !== undefined) return value
  throw new RegisterRefusal(
    'graph',
    `Graph's response has no ${field}.`,
    'Run this again, and it continues from there.',
  )
}
