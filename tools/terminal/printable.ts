// Makes directory text safe to print: names may contain terminal escapes.

const STEERING = /[[\p{Cc}\p{Cf}]--[\n]]+/gv

export const printable = (text: string): string => text.replaceAll(STEERING, ' ')

const MAX_SHOWN = 80

/** Shows input in a sentence about it. */
export function shown(value: string): string {
  const text = printable(value).trim()
  return `"${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text}"`
}
