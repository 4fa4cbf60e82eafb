// A command to type, repeating the current run's flags so that it applies to the same app.

/** Quotes one word for a shell. */
export const word = (text: string): string =>
  /^[\w./:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`

/** @param words already quoted for a shell */
export const npmRun = (script: string, words: readonly string[]): string =>
  [`npm run ${script}`, ...(words.length > 0 ? ['--', ...words] : [])].join(' ')

/** Does so for every `npm run register` in a text, keeping its own flags. */
export const withRegisterFlags = (text: string, words: readonly string[]): string =>
  words.length === 0
    ? text
    : text.replaceAll(/\bnpm run register\b(?: --(?= -))?/g, () => npmRun('register', words))
