// Texts of the directory, fit to be printed: a name can have characters in it that steer the terminal.

const STEERING = /[[\p{Cc}\p{Cf}]--[\n]]+/gv

export const printable = (text: string): string => text.replaceAll(STEERING, ' ')

const MAX_SHOWN = 80

/** What was given, for a sentence about it. */
export function shown(value: string): string {
  const text = printable(value).trim()
  return `"${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text}"`
}
