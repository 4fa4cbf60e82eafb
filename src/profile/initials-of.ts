// The initials of a person, from whatever a directory calls them.

/** "(Contoso)", "[External]", "“Bob”": beside the name, not of it. */
const ASIDES = /\([^()]*\)?|\[[^[\]]*\]?|\{[^{}]*\}?|<[^<>]*>?|"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»/gu
/** "Jane Doe | Contoso", "Jane Doe - IT". */
const AFTER_NAME = /\s(?:[|/–—•·-])\s.*$/u
const TITLE = /^(?:dr|mr|mrs|ms|mx|prof|professor)$/iu
const GENERATION = /^(?:jr|sr|ii|iii|iv|phd|mba|esq)$/iu
/** After a comma, without its dots. */
const SUFFIX = /^(?:jr|sr|ii|iii|iv|esq|phd|md|mba|msc|bsc|mph|dds|rn|cpa|pmp|llm|ret)$/iu
/** A letter or digit with the marks that belong to it. */
const CHARACTER = /[\p{L}\p{N}]\p{M}*/u

const wordsOf = (text: string) => text.split(/[\s._\u2010-\u2015-]+/u).filter((word) => CHARACTER.test(word))

/** Between commas, whatever stands for the name there. */
function namePart(text: string): string[] {
  const words = wordsOf(text)
  if (words.length > 1 && TITLE.test(words[0] ?? '')) words.shift()
  if (words.length > 2 && GENERATION.test(words.at(-1) ?? '')) words.pop()
  return words
}

/** The first of the given name and the first of the family name; of "Doe, Jane" too. */
function pair(name: string): string[] {
  const bare = name.replace(ASIDES, ' ').replace(AFTER_NAME, '')
  const [first = [], second] = bare
    .split(/[,،、，]/u)
    .filter((part, index) => index === 0 || !SUFFIX.test(part.replaceAll(/[.\s]/gu, '')))
    .map(namePart)
    .filter((words) => words.length > 0)
  const words = second ? [second[0], first[0]] : [first[0], first.length > 1 ? first.at(-1) : undefined]
  return words.filter((word) => word !== undefined)
}

export function initialsOf({ name, username }: { name: string | null; username: string | null }): string {
  // An address in place of a name has one letter that is sure to be the person's.
  const isName = name !== null && !/\S@\S/.test(name)
  const ofAddress = (address: string | null) => wordsOf((address ?? '').replace(/@.*$/, '')).slice(0, 1)
  const words = isName ? pair(name) : ofAddress(name)
  const shown = words.length > 0 ? words : ofAddress(username)
  return shown.map((word) => CHARACTER.exec(word)?.[0].toUpperCase()).join('') || '?'
}
