import { expect, test } from 'vitest'
import { isPrintable } from '../../src/entryway/unicode.ts'

test('printable is each character that is not a control character, and no text is not', () => {
  const characters = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code))
  expect(characters.filter((each) => isPrintable(each) === /\p{Cc}/u.test(each))).toEqual([])
  expect(isPrintable('Adele Vance')).toBe(true)
  expect(isPrintable('Adele\nVance')).toBe(false)
  expect(isPrintable('')).toBe(false)
})
