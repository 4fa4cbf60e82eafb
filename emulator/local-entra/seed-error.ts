// Errors in a seed, each with its path.

/** `path`: such as `tenants[0].people[1].username`; empty for the whole seed. */
export type SeedIssue = { path: string; message: string }

/** Reports an error at a path relative to the part that is read. */
export type Refuse = (path: string, message: string) => void

/** Reports relative to a nested part. */
export const below =
  (refuse: Refuse, prefix: string): Refuse =>
  (path, message) =>
    refuse(path === '' ? prefix : `${prefix}.${path}`, message)

/** Reports values that a list has twice, ignoring case. */
export function refuseTwice(values: readonly string[], path: string, refuse: Refuse): void {
  const known = values.map((value) => value.toLowerCase())
  for (const [index, value] of values.entries()) {
    if (known.indexOf(value.toLowerCase()) < index) refuse(`${path}[${index}]`, `${value} is used twice`)
  }
}

/** The message has one line per issue. */
export class SeedError extends Error {
  override readonly name = 'SeedError'
  readonly issues: readonly SeedIssue[]

  constructor(issues: readonly SeedIssue[]) {
    super(issues.map(({ path, message }) => `${path || 'the seed'}: ${message}`).join('\n'))
    this.issues = issues
  }
}
