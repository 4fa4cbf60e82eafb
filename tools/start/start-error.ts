// Why `npm start` stops: one sentence to print, and how to fix it.

export class StartError extends Error {
  override name = 'StartError'
}
