// npm run check reads the texts too.
import { expect, test } from 'vitest'
import { findings } from './findings.ts'

const wordsIn = (file: string, text: string) => findings(file, text).map(({ word }) => word)

test.each([
  ['behaviour', 'behavior'],
  ['coloured', 'colored'],
  ['cancelled', 'canceled'],
  ['organisation', 'organization'],
  ['optimise', 'optimistic'],
])('finds %s, and accepts %s', (british, accepted) => {
  expect(wordsIn('src/a.ts', `// ${british}`)).toHaveLength(1)
  expect(wordsIn('src/a.ts', `// ${accepted}`)).toEqual([])
})

test('keeps riddles out of the docs, and leaves code and link targets alone', () => {
  expect(wordsIn('docs/a.md', 'It mends the lot.')).toEqual(['mends', 'the lot'])
  expect(wordsIn('docs/a.md', '`mends` [fix](mends.md)\n```\nmends\n```')).toEqual([])
  expect(wordsIn('src/a.ts', '// mends')).toEqual([])
})

test.each([
  ['It does not work any more.', 'any more'],
  ['Whoever reads it', 'Whoever'],
  ['for everybody', 'everybody'],
  ['60 minutes at the most', 'at the most'],
  ['beside the other', 'beside'],
  ['an e-mail address', 'e-mail'],
])('finds in the docs: %s', (text, word) => {
  expect(wordsIn('docs/a.md', text)).toEqual([word])
  expect(wordsIn('src/a.ts', `// ${text}`)).toEqual([])
})

test('accepts "besides", and names in code', () => {
  expect(wordsIn('docs/a.md', 'Besides, `isEverybody` is code.')).toEqual([])
})

test('says where', () => {
  expect(findings('a.md', 'fine\nplease')).toEqual([
    { file: 'a.md', line: 2, word: 'please', instead: 'nothing: say what to do' },
  ])
})
