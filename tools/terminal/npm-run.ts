// A command to type, with the flags of the run that it follows from: without them it would be about another app.

/** As one word of a shell. */
export const word = (text: string): string =>
  /^[\w./:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`

/** @param words each of them fit for a shell */
export const npmRun = (script: string, words: readonly string[]): string =>
  [`npm run ${script}`, ...(words.length > 0 ? ['--', ...words] : [])].join(' ')

/** The same for every `npm run register` in a text, with what it has of its own kept. */
export const withRegisterFlags = (text: string, words: readonly string[]): string =>
  words.length === 0
    ? text
    : text.replaceAll(/\bnpm run register\b(?: --(?= -))?/g, () => npmRun('register', words))
