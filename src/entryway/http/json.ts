// JSON from outside, wherever it was found.

/** JSON or undefined; `null` is a JSON value and stays one. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
