// The certificate's last day, which stands in its own text.
import { readCertificate } from '../../src/entra/certificate.ts'
import { check } from './check.ts'
import { daysLeft } from './days-left.ts'

export const certificateLifetime = check({
  name: 'certificate lifetime',
  needs: ['settings'],
  appliesTo: ({ variables }) => variables.CLIENT_CERTIFICATE !== undefined,
  run(_, { variables, now }) {
    const { notAfter } = readCertificate(variables.CLIENT_CERTIFICATE ?? '')
    return daysLeft(
      'CLIENT_CERTIFICATE',
      notAfter,
      now(),
      'Make a new pair with npm run certificate, and upload its certificate beside this one.',
    )
  },
})
