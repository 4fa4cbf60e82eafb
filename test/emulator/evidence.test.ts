// What the local Entra rests on: every behavior has evidence or says that there is none, and the document lists it.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { withEvidence } from '../../emulator/evidence/markdown.ts'
import { evidenceSections } from '../../emulator/evidence/sections.ts'
import { aadstsTable } from '../../emulator/protocol/aadsts.ts'

const recorded = new URL('../recorded/', import.meta.url)

const sampleNames = readdirSync(recorded)
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) => {
    const { samples } = JSON.parse(readFileSync(new URL(file, recorded), 'utf8')) as {
      samples: { name: string }[]
    }
    return samples.map(({ name }) => `${file.replace('.json', '')}#${name}`)
  })

const all = evidenceSections.flatMap(({ evidence }) => evidence)

test('docs/local-entra.md lists every behavior (npm run evidence writes it)', () => {
  const document = readFileSync(new URL('../../docs/local-entra.md', import.meta.url), 'utf8')
  expect(document).toBe(withEvidence(document, evidenceSections, aadstsTable.values()))
})

describe.each(all.map((each) => [each.behavior, each] as const))(
  '%s',
  (_, { samples = [], sources = [], notSeen }) => {
    test('names a sample or a source, or says that it is not seen', () => {
      expect(samples.length + sources.length + (notSeen ? 1 : 0)).toBeGreaterThan(0)
      for (const sample of samples) expect(sampleNames).toContain(sample)
      for (const source of sources) expect(source).toMatch(/^https:\/\/|^[\w.-]+\/[\w.-]+#\S+/)
    })
  },
)

test('no behavior is listed twice', () => {
  const behaviors = all.map(({ behavior }) => behavior)
  expect(new Set(behaviors).size).toBe(behaviors.length)
})

describe('AADSTS numbers', () => {
  const numbers = [...aadstsTable.values()]

  test('at least 150 have a sample or a public source', () => {
    expect(numbers.filter(({ evidence }) => evidence.length > 0).length).toBeGreaterThanOrEqual(150)
  })

  test.each(numbers.map(({ number, evidence }) => [number, evidence] as const))('%i', (_, evidence) => {
    for (const source of evidence) {
      if (source.includes('/')) expect(source).toMatch(/^https:\/\/|^[\w.-]+\/[\w.-]+#\S+$/)
      else expect(sampleNames).toContain(source)
    }
  })
})
