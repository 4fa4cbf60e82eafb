// Why `npm start` stops: one sentence to print, and how to fix it.

export class StartError extends Error {
  override name = 'StartError'
}

/** It was called wrongly. */
export class UsageError extends StartError {
  constructor(message: string) {
    super(`${message}\nSee npm start -- --help for all flags.`)
  }
}
