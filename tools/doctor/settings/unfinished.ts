// An interrupted run of npm run register, which explains what is missing.
import { check } from '../diagnosis/check.ts'
import { fail } from '../diagnosis/outcome.ts'

export const unfinished = check({
  name: 'npm run register',
  needs: [],
  appliesTo: ({ notes }) => notes.unfinished !== null,
  run: () =>
    fail(
      'It was interrupted, or is still running.',
      'Run npm run register again, and it continues from there. Failures below may be consequences.',
    ),
})
