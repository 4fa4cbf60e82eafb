// docs/security.md, docs/asvs.md and docs/sessions.md: what they name is there, and what is there is named.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const rows = (text: string) =>
  text
    .split('\n')
    .filter((line) => /^\| (?!-)/.test(line))
    .map((line) => line.split(' | '))
const quoted = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)

const testFile = (name: string) => {
  const file = name.startsWith('test/') ? name : `test/workerd/${name}`
  return [`${file}.test.ts`, `${file}.test.tsx`].find((each) => existsSync(join(ROOT, each)))
}

test.each(['docs/security.md', 'docs/asvs.md'])('every test that %s names is there', (file) => {
  const names = rows(read(file)).flatMap((cells) => quoted(cells.at(-1)))
  expect(names.length).toBeGreaterThan(30)
  expect(names.filter((name) => testFile(name) === undefined)).toEqual([])
})

test('every file that docs/security.md says a promise is kept in is there', () => {
  const files = rows(read('docs/security.md')).flatMap((cells) => quoted(cells[1]))
  expect(files.length).toBeGreaterThan(30)
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([])
})

/** OWASP ASVS 5.0, 0x16-V7-Session-Management and 0x19-V10-OAuth-and-OIDC: how many items of level 1 and 2 a section has. */
const SECTIONS: Record<string, number> = {
  ...{ '7.1': 3, '7.2': 4, '7.3': 2, '7.4': 5, '7.5': 2, '7.6': 2 },
  ...{ '10.1': 2, '10.2': 2, '10.3': 4, '10.4': 11, '10.5': 5, '10.6': 2, '10.7': 3 },
}

test('docs/asvs.md has every item of level 2 of V7 and V10, and says of each whether it is met', () => {
  const items = Object.entries(SECTIONS).flatMap(([section, count]) =>
    Array.from({ length: count }, (_, index) => `${section}.${index + 1}`),
  )
  const listed = rows(read('docs/asvs.md')).filter(([item = '']) => /^\| \d/.test(item))
  const numbers = listed.map(([item = '']) => item.replace(/^\| /, '').split(' ')[0] ?? '')
  expect(numbers.filter((number) => number !== '7.5.3').sort()).toEqual(items.sort())
  for (const [item, met = '', how = '', tests] of listed) {
    expect([item, met]).toEqual([item, expect.stringMatching(/^(yes|in part|Entra|the app|not applicable)$/)])
    if (met !== 'yes' && item !== '| 10.7.1 consent to each request')
      expect([item, how]).not.toEqual([item, ''])
    if (met === 'yes') expect([item, quoted(tests).length]).not.toEqual([item, 0])
  }
})

/** Without comments, which have examples. */
const source = globSync('src/**/*.{ts,tsx}', { cwd: ROOT })
  .map((file) => read(file).replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, ''))
  .join('\n')

test('docs/sessions.md lists every event of the log', () => {
  const written = [
    ...source.matchAll(/\blog(?:\(c\))?\(\s*'([a-z_]+)'/g),
    ...source.matchAll(/\blog\.error\([^)]*?, '([a-z_]+)'/g),
    ...source.matchAll(/\bwrite\('([a-z_]+)'/g),
  ].map(([, event = '']) => event)
  const [, table = ''] = read('docs/sessions.md').split('| event | meaning |')
  const listed = rows(table).flatMap((cells) => quoted(cells[0]))
  expect(new Set(written).size).toBeGreaterThan(20)
  expect([...new Set(written)].filter((event) => !listed.includes(event))).toEqual([])
  // What a feature logs that an owner has taken out may stay on the list.
  const ofFeatures = /^(pat|microsoft)_/
  expect(listed.filter((event) => !written.includes(event) && !ofFeatures.test(event))).toEqual([])
})
