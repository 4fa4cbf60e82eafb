import { expect, test } from 'vitest'
import { initialsOf } from '../../src/profile/initials.tsx'

/** Names as directories write them. */
test.each([
  ['Jane Doe', 'JD'],
  ['Jane', 'J'],
  ['Jane Mary Doe', 'JD'],
  ['Doe, Jane', 'JD'],
  ['Doe, Jane (Contoso)', 'JD'],
  ['Doe, Jane (Contoso', 'JD'],
  ['[EXT] Jane Doe', 'JD'],
  ['jane.doe', 'JD'],
  ['Room 101', 'R1'],
  ['E\u0301lodie Durand', 'E\u0301D'],
  ['山田 太郎', '山太'],
  ['अनिल कुमार', 'अकु'],
  ['😀 Jane Doe 🎉', 'JD'],
  ['---', '?'],
  ['', '?'],
  ['jane.doe@contoso.example', 'J'],
])('the initials of %j are %s', (name, initials) => {
  expect(initialsOf({ name, username: null })).toBe(initials)
})

test.each(['🦊', '(Contoso)', null])('a name without a letter, %s, leaves it to the user name', (name) => {
  expect(initialsOf({ name, username: 'jane.doe@contoso.example' })).toBe('J')
})
