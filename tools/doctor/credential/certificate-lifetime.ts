// When the certificate expires, read from the certificate itself.
import { readCertificate, validityProblem } from '../../../src/entryway/protocol.ts'
import { check } from '../diagnosis/check.ts'
import { warn } from '../diagnosis/outcome.ts'
import { daysLeft } from './days-left.ts'

const NEW_PAIR =
  'Run npm run register -- --rotate. Or create a new key pair with npm run certificate, and upload its certificate as well.'

export const certificateLifetime = check({
  name: 'certificate lifetime',
  needs: ['settings'],
  appliesTo: ({ variables }) => variables.CLIENT_CERTIFICATE !== undefined,
  run(_, { variables, now }) {
    const certificate = readCertificate(variables.CLIENT_CERTIFICATE ?? '')
    const outOfDate = validityProblem(certificate, now())
    // The settings accept such a certificate only together with a secret.
    if (outOfDate) return warn(`CLIENT_CERTIFICATE ${outOfDate}, so the app uses CLIENT_SECRET.`, NEW_PAIR)
    return daysLeft('CLIENT_CERTIFICATE', certificate.notAfter, now(), NEW_PAIR)
  },
})
