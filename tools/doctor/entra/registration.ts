// The registration, where the app, or whoever runs this with GRAPH_TOKEN, may look it up: most apps may not, and need not.
import { OutboundError } from '../../../src/entryway/protocol.ts'
import { type GraphError, inGraphsWords } from '../../register/graph/graph-error.ts'
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
      const answer = await readRegistration(metadata, settings.clientId, token)
      if ('shown' in answer)
        return pass(`Graph shows it to ${graphToken ? 'you' : 'the app'}.`, { registration: answer.shown })
      if (!graphToken) return skipped('Skipped: the app has no permission to read it (not required).')
      const { refused } = answer
      const said = refused.status === 200 ? 'The response has no registration' : inGraphsWords(refused)
      return warn(
        `Graph does not show it to the owner of GRAPH_TOKEN. ${said.replace(/\.$/, '')}.`,
        wayOn(refused),
      )
    } catch (error) {
      if (error instanceof OutboundError) return skipped('Graph could not be reached.')
      throw error
    }
  },
})

function wayOn({ status, code, message }: GraphError): string {
  if (status === 200) return 'Something else, such as a proxy, responds in Graph’s place.'
  if (status === 429 || status >= 500 || code === 'Directory_ObjectNotFound')
    return 'Run this again in a few minutes.'
  if (status === 401 && /audience/i.test(message))
    return 'Get a token for Microsoft Graph: az account get-access-token --resource-type ms-graph.'
  if (status === 401) return 'The token is no longer valid. Get a new one.'
  if (status === 404)
    return 'The token is of another tenant than the app, or CLIENT_ID is wrong. Right after registering, wait a few minutes.'
  return 'The token needs Application.Read.All. The token of an app that owns this one needs Application.ReadWrite.OwnedBy.'
}
