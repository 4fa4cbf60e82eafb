/** The doctor was called wrongly. Its message has an argument's text only as `shown` has it. */
export class UsageError extends Error {}

/** What a file, a tenant, an environment or a flag may be called. Entra's secrets have a `~`. */
const NAME = /^[\w./:@\\ -]+$/
/** Random text, which no name of several words is: capitals, small letters and digits in one word. */
const RANDOM = /(?=[^./:@-]*[A-Z])(?=[^./:@-]*[a-z])(?=[^./:@-]*\d)[^./:@-]{16}/

/** An argument as it was given, unless it may be a secret in the wrong place. */
export const shown = (text: string, maxLength = 200): string =>
  text.length <= maxLength && NAME.test(text) && !RANDOM.test(text)
    ? text
    : '(not shown, as it may be a secret)'

/** The file of an environment is missing: it may be that there is no such environment. */
export class MissingFile extends UsageError {
  readonly environmentName: string
  readonly wranglerPath: string
  constructor(message: string, environmentName: string, wranglerPath: string) {
    super(message)
    this.environmentName = environmentName
    this.wranglerPath = wranglerPath
  }
}
