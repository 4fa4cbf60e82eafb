import { expect, test } from 'vitest'
import { displayText, roleNames, truncate } from '../../src/entryway/entra/claim-text.ts'

const FAMILY = '👨\u200d👩\u200d👧\u200d👦'
const ENGLAND = '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}'

test.each([
  ['Persian with U+200C', 'می\u200cخواهم'],
  ['Sinhala with U+200D', 'ශ්\u200dරී ලංකා'],
  ['Hindi with U+200D', 'क्\u200dष'],
  ['a family of four', `Ann ${FAMILY}`],
  ['a heart with its variation selector', 'Ann ❤\uFE0F'],
  ['skin tones', 'Ann 👩🏽\u200d💻'],
  ['the flag of England, of hidden letters', `Ann ${ENGLAND}`],
  ['a number sign of Arabic', '\u0600 12'],
])('%s is shown as it is', (_, name) => {
  expect(displayText(name)).toBe(name)
})

test.each([
  ['bidi controls', '\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069'],
  ['invisible separators', '\u00AD\u180E\u200B\u2028\u2029\u2060\u2061\u2062\u2063\u2064\uFEFF'],
  ['control characters', '\0\t\r\n\x1B\x7F\x85'],
  ['fillers and annotations', '\u115F\u1160\u17B4\u17B5\u3164\uFFA0\uFFF9\uFFFA\uFFFB'],
  ['a joiner of no letters, and the blank of Braille', '\u034F\u2800'],
  ['hidden letters that are no flag’s', '\u{E0061}\u{E0062}\u{E0001}'],
])('%s are left out', (_, hidden) => {
  expect(displayText(`A${hidden}n${hidden}n`)).toBe('Ann')
  expect(displayText(hidden)).toBeNull()
})

test.each(['\u200C', '\u200D\u200D', ' \u200C ', '\uFE0F', '\u0301'])('%j alone is not a name', (name) => {
  expect(displayText(name)).toBeNull()
})

test('a long text is cut between characters', () => {
  const long = `${'x'.repeat(250)}${FAMILY.repeat(3)}`
  expect(displayText(long)).toBe('x'.repeat(250))
  expect(truncate('x'.repeat(5), 5)).toBe('xxxxx')
  expect(truncate(`xx${FAMILY}`, 4)).toBe('xx')
  expect(truncate(`x${'\u0301'.repeat(500)}`, 100)).toHaveLength(100)
})

test('roles are kept to the letter, each once', () => {
  expect(roleNames(['Reader', 'reader', 'Reader', 1, null, '', 'a\nb', 'Süd\u200C'])).toEqual([
    'Reader',
    'reader',
    'Süd\u200C',
  ])
})

const roles = (count: number) => Array.from({ length: count }, (_, index) => `Role.${index}`)

test.each([101, 250, 1200])('%i roles are all kept', (count) => {
  expect(roleNames(roles(count))).toEqual(roles(count))
})

test('more roles than an app can have are refused, not cut', () => {
  expect(roleNames(roles(1201))).toBeNull()
})
