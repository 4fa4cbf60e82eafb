// The registration, where the app may look itself up: most may not, and need not.
import { OutboundError } from '../../../src/entryway/http/outbound.ts'
import { check } from '../diagnosis/check.ts'
import { pass, skipped } from '../diagnosis/outcome.ts'
import { readRegistration } from '../evidence/graph-application.ts'

export const registration = check({
  name: 'registration',
  needs: ['metadata', 'settings', 'appToken'],
  async run({ metadata, settings, appToken }) {
    try {
      const registration = await readRegistration(metadata, settings.clientId, appToken)
      if (registration) return pass('Graph shows it to the app.', { registration })
    } catch (error) {
      if (error instanceof OutboundError) return skipped('Graph could not be asked for it.')
      throw error
    }
    return skipped('Graph does not show it to the app, and need not.')
  },
})
