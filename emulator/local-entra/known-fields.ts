// In JavaScript nothing else says that a field was misspelt.

/** Throws RangeError with the name of a field that there is not. */
export function refuseUnknownFields(given: object, known: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name))
  if (unknown !== undefined) throw new RangeError(`${unknown}: there is no such field`)
}
