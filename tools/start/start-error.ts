// Expected errors of `npm start`: one sentence to print, including the fix.

export class StartError extends Error {
  override name = 'StartError'
}

/** Invalid arguments. */
export class UsageError extends StartError {
  constructor(message: string) {
    super(`${message}\nSee npm start -- --help for all flags.`)
  }
}
