// The samples of test/recorded/ for tests of what the local Entra serves.
import { readFileSync } from 'node:fs'

export type Json = Record<string, unknown>

export type Recorded = {
  name: string
  seen: string
  url?: string
  status?: number
  headers?: Record<string, string>
  body?: Json
  adds?: Json
  query?: string
  claims?: Json
  header?: Json
  order?: string[]
  secondsFromIssue?: Record<string, number>
  hosts?: { login: string; aliases: string[]; graph: string | null }[]
  kids?: string[]
  composition?: { kid: string; issuer: string }[]
  form?: string
  comesBackOnlyIf?: string[]
}

export function recorded(file: string): Recorded[] {
  const url = new URL(`../recorded/${file}.json`, import.meta.url)
  return (JSON.parse(readFileSync(url, 'utf8')) as { samples: Recorded[] }).samples
}

export function sampleCalled(file: string, name: string): Recorded {
  const sample = recorded(file).find((each) => each.name === name)
  if (!sample) throw new Error(`there is no sample ${file}#${name}`)
  return sample
}

/** The form of a value without its content. */
export function typesOf(value: unknown): unknown {
  if (Array.isArray(value)) return 'array'
  return value === null ? 'null' : typeof value
}
