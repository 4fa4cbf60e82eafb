// Wraps text to the terminal's width, in two columns if there is room.
import { stripVTControlCharacters } from 'node:util'

/** Wider lines are hard to read. */
const WIDEST = 100
const SHORTEST_TEXT = 40
const BELOW_NAME = 8

/** @param columns null = not a terminal */
export const readableWidth = (columns: number | null): number => Math.min(columns ?? WIDEST, WIDEST)

/** Indents every line but the first, which is printed after text as wide as `indent`. */
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

/** A name with its text next to it from this column on, or below it if that would be too narrow. */
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
