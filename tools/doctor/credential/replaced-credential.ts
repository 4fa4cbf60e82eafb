// The previous credential: valid until npm run register removes it.
import { check } from '../diagnosis/check.ts'
import { warn } from '../diagnosis/outcome.ts'

const BY_HAND =
  'If you uploaded it by hand, delete the line about it at the end of the file, and run npm run register.'

export const replacedCredential = check({
  name: 'replaced credential',
  needs: [],
  appliesTo: ({ replaced }) => replaced.credentials.length > 0,
  run(_, { replaced: { awaitsDeployment } }) {
    return awaitsDeployment
      ? warn(
          'The old one stays until the deployed Worker has the new one.',
          `Run npm run register -- --deploy-secrets, then npm run register. ${BY_HAND}`,
        )
      : warn(
          'The old one works until npm run register removes it.',
          'If there is a deployed Worker, upload the new one to it. Then run npm run register.',
        )
  },
})
