// The samples of test/recorded/ for tests of what the local Entra serves.
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { evidenceSections } from '../../emulator/evidence/sections.ts'

export type Json = Record<string, unknown>

export type Recorded = {
  name: string
  seen: string
  url?: string
  status?: number
  headers?: Record<string, string>
  body?: Json
  text?: string
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

/** All samples are asked for, but the ones excepted; and nothing else is. */
export function expectEvery(file: string, asked: object, except: readonly string[] = []): void {
  const names = recorded(file).map(({ name }) => name)
  expect([...Object.keys(asked), ...except].toSorted()).toEqual(names.toSorted())
}

/** The evidence of the local Entra names all of them. */
export function expectEvidence(file: string): void {
  const named = evidenceSections.flatMap(({ evidence }) => evidence).flatMap((each) => each.samples ?? [])
  expect(named).toEqual(expect.arrayContaining(recorded(file).map(({ name }) => `${file}#${name}`)))
}
