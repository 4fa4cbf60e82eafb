// The credential before this one: it works until npm run register removes it.
import { check } from '../diagnosis/check.ts'
import { warn } from '../diagnosis/outcome.ts'

const BY_HAND =
  'If you gave it by hand, delete the line at the end of the file that says so, and run npm run register.'

export const replacedCredential = check({
  name: 'replaced credential',
  needs: [],
  appliesTo: ({ replaced }) => replaced.credentials.length > 0,
  run(_, { replaced: { awaitsDeployment } }) {
    return awaitsDeployment
      ? warn(
          'The one before stays until the deployed Worker has the new one.',
          `Run npm run register -- --deploy-secrets, and after it npm run register. ${BY_HAND}`,
        )
      : warn(
          'The one before works until npm run register removes it.',
          'Give the new one to the deployed Worker, if there is one; then run npm run register.',
        )
  },
})
