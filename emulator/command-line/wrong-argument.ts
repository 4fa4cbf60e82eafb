// A wrong argument, in words that every command has in common: what was given, what is wrong with it, and what may be meant.
import type { ParseArgsOptionsConfig } from 'node:util'

/** What a file, a tenant, an environment or a flag may be called. Entra's secrets have a `~`. */
const NAME = /^[\w./:@\\ -]+$/
/** Random text, which no name of several words is: capitals, small letters and digits in one word. */
const RANDOM = /(?=[^./:@-]*[A-Z])(?=[^./:@-]*[a-z])(?=[^./:@-]*\d)[^./:@-]{16}/

/** An argument as it was given, unless it may be a secret in the wrong place. */
export const shownUnlessSecret = (text: string, maxLength = 200): string =>
  text.length <= maxLength && NAME.test(text) && !RANDOM.test(text)
    ? text
    : '(not shown, as it may be a secret)'

/** A secret is longer. */
const MAX_WORD = 28

/**
 * @param error what `parseArgs` threw; its own message repeats what may be a secret
 * @param flags as `parseArgs` was given them
 * @returns whole sentences, without where the help is
 */
export function wrongArgument(error: unknown, args: string[], flags: ParseArgsOptionsConfig): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  const [, flag = ''] = /'(--?[^\s'=]+)/.exec(message) ?? []
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') {
    const [, word = ''] = /'(.*)'/s.exec(message) ?? []
    const place = args.lastIndexOf(word) + 1
    return `Argument ${place} belongs to no flag: ${shownUnlessSecret(word, MAX_WORD)}. A value stands behind its flag.`
  }
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const meant = closest(flag.slice(2), Object.keys(flags))
    return `There is no such flag: ${shownUnlessSecret(flag)}.${meant ? ` Did you mean --${meant}?` : ''}`
  }
  if (!code.startsWith('ERR_PARSE_ARGS_')) throw error
  const value = args.find((each) => each.startsWith(`${flag}=`))?.slice(flag.length + 1)
  if (flags[flag.slice(2)]?.type === 'boolean')
    return `${flag} accepts no value, but has one: ${shownUnlessSecret(value ?? '')}.`
  const next = args[args.indexOf(flag) + 1]
  return next === undefined
    ? `${flag} is missing its value.`
    : `${flag} is missing its value: ${shownUnlessSecret(next)} follows it.`
}

const MAX_MISTAKES = 2

/** The name that was probably meant, a variable's counted as its flag's. @returns null where none is like it */
export function closest(given: string, names: readonly string[]): string | null {
  const wanted = given.toLowerCase().replaceAll('_', '-')
  const [best] = names
    .map((name) => ({ name, mistakes: mistakesBetween(wanted, name) }))
    .filter(({ mistakes }) => mistakes <= Math.min(MAX_MISTAKES, wanted.length / 2))
    .toSorted((one, other) => one.mistakes - other.mistakes)
  return best?.name ?? null
}

/** Letters to add, leave out or replace: Levenshtein's distance. */
function mistakesBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1]
    for (const [index, each] of [...other].entries()) {
      const [left = 0, above = 0, before = 0] = [next[index], row[index + 1], row[index]]
      next.push(Math.min(left + 1, above + 1, before + (each === letter ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
