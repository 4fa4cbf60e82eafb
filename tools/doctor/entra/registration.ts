// The registration, where the app, or whoever runs this with GRAPH_TOKEN, may look it up: most apps may not, and need not.
import { OutboundError } from '../../../src/entryway/protocol.ts'
import { check } from '../diagnosis/check.ts'
import { pass, skipped, warn } from '../diagnosis/outcome.ts'
import { readRegistration } from '../evidence/graph-application.ts'

export const registration = check({
  name: 'registration',
  needs: ['metadata', 'settings'],
  async run({ metadata, settings, appToken }, { graphToken }) {
    const token = graphToken ?? appToken
    if (token === undefined) return skipped('Entra must accept a credential first.')
    try {
      const registration = await readRegistration(metadata, settings.clientId, token)
      if (registration) return pass(`Graph shows it to ${graphToken ? 'you' : 'the app'}.`, { registration })
    } catch (error) {
      if (error instanceof OutboundError) return skipped('Graph could not be reached.')
      throw error
    }
    return graphToken
      ? warn(
          'Graph does not show it to the owner of GRAPH_TOKEN.',
          'The token needs Application.Read.All. The token of an app that owns this one needs Application.ReadWrite.OwnedBy. Right after registering, wait a few minutes.',
        )
      : skipped('Skipped: the app has no permission to read it (not required).')
  },
})
