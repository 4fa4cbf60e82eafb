// npm run check reads the texts too.
import { expect, test } from 'vitest'
import { findings } from '../prose/findings.ts'

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

test('says where', () => {
  expect(findings('a.md', 'fine\nplease')).toEqual([
    { file: 'a.md', line: 2, word: 'please', instead: 'nothing: say what to do' },
  ])
})
