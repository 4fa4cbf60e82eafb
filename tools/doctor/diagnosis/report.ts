// The diagnosis as text, or as one JSON document.
import { stripVTControlCharacters, styleText } from 'node:util'
import { beside, readableWidth, wrap } from '../../terminal/lines.ts'
import type { Line } from './diagnosis.ts'
import type { Status } from './outcome.ts'

type Color = 'green' | 'yellow' | 'red' | 'gray'

const MARKS: Record<Status, [word: string, color: Color]> = {
  pass: ['pass', 'green'],
  warn: ['warn', 'yellow'],
  fail: ['FAIL', 'red'],
  skipped: ['skip', 'gray'],
}

const LONGEST_NAME = 'certificate lifetime'.length
const TEXT_AT = 2 + 4 + 2 + LONGEST_NAME + 2

function row({ check, status, sentence, whatToDo }: Line, width: number): string {
  const [word, color] = MARKS[status]
  const mark = styleText(color, word, { validateStream: false })
  return beside(`  ${mark}  ${check}`, [sentence, whatToDo], TEXT_AT, width)
}

const count = (lines: readonly Line[], status: Status) =>
  lines.filter((line) => line.status === status).length

function verdict(lines: readonly Line[]): string {
  const [failed, warned] = [count(lines, 'fail'), count(lines, 'warn')]
  const untold = [...new Set(lines.filter(({ status }) => status === 'skipped').map(({ check }) => check))]
  const said = [
    failed > 0 ? `${failed} to fix` : 'No problems',
    ...(warned > 0 ? [`${warned} ${warned === 1 ? 'warning' : 'warnings'}`] : []),
  ]
  const notChecked = untold.length > 0 ? ` Not checked: ${untold.join(', ')}.` : ''
  return `${said.join(', ')}.${notChecked}`
}

/** @param columns null = not a terminal */
export type Paper = { columns: number | null; colors: boolean }

export function asText(lines: readonly Line[], source: string, { columns, colors }: Paper): string {
  const width = readableWidth(columns)
  const rows = lines.map((line) => row(line, width))
  const text = [
    '',
    `  Checked: ${source}`,
    '',
    ...rows,
    '',
    `  ${wrap(verdict(lines), '  ', width)}`,
    '',
  ].join('\n')
  return colors ? text : stripVTControlCharacters(text)
}

export const asJson = (lines: readonly Line[], source: string, healthy: boolean): string =>
  JSON.stringify({ healthy, source, checks: lines }, null, 2)
