// What is wrong in a seed, each with its path.

/** `path`: as `tenants[0].people[1].username`; empty = the whole seed. */
export type SeedIssue = { path: string; message: string }

/** The message has a line for each issue. */
export class SeedError extends Error {
  override readonly name = 'SeedError'
  readonly issues: readonly SeedIssue[]

  constructor(issues: readonly SeedIssue[]) {
    super(issues.map(({ path, message }) => `${path || 'the seed'}: ${message}`).join('\n'))
    this.issues = issues
  }
}
