import { expect, test } from 'vitest'
import { initialsOf } from '../../src/profile/initials-of.ts'

/** Names as directories write them. */
test.each([
  ['Jane Doe', 'JD'],
  ['Jane', 'J'],
  ['Jane Mary Doe', 'JD'],
  ['Jane Doe PhD', 'JD'],
  ['Doe, Jane', 'JD'],
  ['Doe, Jane M.', 'JD'],
  ['Doe, Jane (Contoso)', 'JD'],
  ['Doe, Jane (Contoso', 'JD'],
  ['DOE, Jane [External]', 'JD'],
  ['Doe,Jane', 'JD'],
  ['Doe, Dr. Jane', 'JD'],
  ['Jane Doe (Contoso)', 'JD'],
  ['(Contoso) Jane Doe', 'JD'],
  ['[EXT] Jane Doe', 'JD'],
  ['Jane Doe | Contoso', 'JD'],
  ['Jane Doe - IT Support', 'JD'],
  ['Jane Doe / Sales', 'JD'],
  ['Jane Doe, PhD', 'JD'],
  ['Jane Doe, M.D.', 'JD'],
  ['Doe, Jane, PhD', 'JD'],
  ['Dr. Jane Doe', 'JD'],
  ['John Smith Jr.', 'JS'],
  ['John Smith III', 'JS'],
  ['Robert "Bob" Smith', 'RS'],
  ['Robert “Bob” Smith', 'RS'],
  ['Jack Ma', 'JM'],
  ['Ma, Jack', 'JM'],
  ['Jean-Luc Picard', 'JP'],
  ['Anna Smith-Jones', 'AJ'],
  ['Seán O’Brien', 'SO'],
  ['Jan van der Berg', 'JB'],
  ['jane_doe', 'JD'],
  ['jane.doe', 'JD'],
  ['Room 101', 'R1'],
  ['José Ñandú', 'JÑ'],
  ['Élodie Durand', 'ÉD'],
  ['E\u0301lodie Durand', 'E\u0301D'],
  ['山田 太郎', '山太'],
  ['李小龍', '李'],
  ['김 민수', '김민'],
  ['अनिल कुमार', 'अकु'],
  ['محمد علي', 'مع'],
  ['نیلوفر می\u200cخواهد', 'نم'],
  ['😀 Jane Doe 🎉', 'JD'],
  ['👩\u200d💻 Jane', 'J'],
  ['((()))', '?'],
  ['---', '?'],
  ['', '?'],
  ['jane.doe@contoso.example', 'J'],
])('the initials of %j are %s', (name, initials) => {
  expect(initialsOf({ name, username: null })).toBe(initials)
})

test.each(['🦊', '(Contoso)', '...'])('a name without a letter, %s, leaves it to the user name', (name) => {
  expect(initialsOf({ name, username: 'jane.doe@contoso.example' })).toBe('J')
})

test.each([
  ['jane.doe@contoso.example', 'J'],
  ['AlexW_fabrikam.example#EXT#@contoso.onmicrosoft.com', 'A'],
  ['+15550100', '1'],
  ['@', '?'],
])('the initial of the user name %s is %s', (username, initials) => {
  expect(initialsOf({ name: null, username })).toBe(initials)
})
