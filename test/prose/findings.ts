// Where a text breaks the rules of rules.ts.
import { RULES } from './rules.ts'

type Finding = { file: string; line: number; word: string; instead: string }

/** Without code and link targets, which quote names. */
const proseOf = (line: string) => line.replace(/`[^`]*`/g, '``').replace(/\]\([^)]*\)/g, ']()')

/** @param file a path that ends in `.md` is documentation */
export function findings(file: string, text: string): Finding[] {
  const isDocs = file.endsWith('.md')
  let isCode = false
  return text.split('\n').flatMap((line, index) => {
    if (isDocs && line.trimStart().startsWith('```')) isCode = !isCode
    if (isCode) return []
    const prose = isDocs ? proseOf(line) : line
    return RULES.flatMap(({ pattern, instead, where }) => {
      if (where === 'docs' && !isDocs) return []
      const word = pattern.exec(prose)?.[0]
      return word === undefined ? [] : [{ file, line: index + 1, word, instead }]
    })
  })
}
