// Text in lines that fit a terminal: broken between words, and in columns where there is room for two.
import { stripVTControlCharacters } from 'node:util'

/** Wider lines are hard to read. */
const WIDEST = 100
const SHORTEST_TEXT = 40
const BELOW_NAME = 8

/** @param columns null: it is not read at a terminal */
export const readableWidth = (columns: number | null): number => Math.min(columns ?? WIDEST, WIDEST)

/** The lines after the first begin with `indent`; the first is to be written where as much stands before it. */
export function wrap(text: string, indent: string, width: number): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join(`\n${indent}`)
}

/** A name, and its text beside it from this column on, or below it where that would be too narrow. */
export function beside(
  name: string,
  [text, hint]: [text: string, hint?: string | null],
  at: number,
  width: number,
) {
  const isBelow = width - at < SHORTEST_TEXT
  const indent = ' '.repeat(isBelow ? BELOW_NAME : at)
  const gap = isBelow ? `\n${indent}` : ' '.repeat(at - stripVTControlCharacters(name).length)
  const further = hint ? `\n${indent}> ${wrap(hint, `${indent}  `, width)}` : ''
  return `${name}${gap}${wrap(text, indent, width)}${further}`
}
