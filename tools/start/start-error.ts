// Why `npm start` stops: one sentence to print, and how to fix it.

export class StartError extends Error {
  override name = 'StartError'
}

/** It was called wrongly. */
export class UsageError extends StartError {}
