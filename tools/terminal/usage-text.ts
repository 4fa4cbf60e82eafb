// Text for --help: what the command does, and its flags.
import { beside, wrap } from './lines.ts'

export type Section = { title: string; rows: [flag: string, meaning: string][] }

export function usageText(paragraphs: string[], sections: Section[], width: number): string {
  const longest = Math.max(...sections.flatMap(({ rows }) => rows.map(([flag]) => flag.length)))
  const parts = [
    ...paragraphs.map((paragraph) => wrap(paragraph, '', width)),
    ...sections.map(({ title, rows }) =>
      [title, ...rows.map(([flag, meaning]) => beside(`  ${flag}`, [meaning], longest + 4, width))].join(
        '\n',
      ),
    ),
  ]
  return parts.join('\n\n')
}
