// In JavaScript, nothing else reports a misspelled field.

/** Throws RangeError that names the unknown field. */
export function refuseUnknownFields(given: object, known: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name))
  if (unknown !== undefined) throw new RangeError(`${unknown}: there is no such field`)
}
