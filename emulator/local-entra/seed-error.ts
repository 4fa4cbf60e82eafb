// What is wrong in a seed, each with its path.

/** `path`: as `tenants[0].people[1].username`; empty = the whole seed. */
export type SeedIssue = { path: string; message: string }

/** Notes what is wrong at a path below the part that is read. */
export type Refuse = (path: string, message: string) => void

/** The same below a part of that part. */
export const below =
  (refuse: Refuse, prefix: string): Refuse =>
  (path, message) =>
    refuse(path === '' ? prefix : `${prefix}.${path}`, message)

/** Notes each value that a list has twice, in capitals or not. */
export function refuseTwice(values: readonly string[], path: string, refuse: Refuse): void {
  const known = values.map((value) => value.toLowerCase())
  for (const [index, value] of values.entries()) {
    if (known.indexOf(value.toLowerCase()) < index) refuse(`${path}[${index}]`, `${value} is used twice`)
  }
}

/** The message has a line for each issue. */
export class SeedError extends Error {
  override readonly name = 'SeedError'
  readonly issues: readonly SeedIssue[]

  constructor(issues: readonly SeedIssue[]) {
    super(issues.map(({ path, message }) => `${path || 'the seed'}: ${message}`).join('\n'))
    this.issues = issues
  }
}
