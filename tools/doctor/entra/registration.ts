// The registration, if the app or GRAPH_TOKEN has permission to read it: most apps do not, and do not need it.
import { type GraphError, inGraphsWords } from '../../register/graph/graph-error.ts'
import { check } from '../diagnosis/check.ts'
import { pass, skipped, warn } from '../diagnosis/outcome.ts'
import { unreachable } from '../diagnosis/unreachable.ts'
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
      const { refused } = answer
      if (!graphToken)
        return skipped(
          refused.status === 403
            ? 'The app has no permission to read it, and needs none.'
            : `Graph does not show it to the app. ${inGraphsWords(refused)}`,
        )
      const said = refused.status === 200 ? 'The response has no registration' : inGraphsWords(refused)
      return warn(
        `Graph does not show it to the owner of GRAPH_TOKEN. ${said.replace(/\.$/, '')}.`,
        wayOn(refused),
      )
    } catch (error) {
      const outcome = unreachable(error, 'Microsoft Graph', metadata.graphOrigin)
      return graphToken ? { ...outcome, status: 'warn' } : skipped('Graph could not be reached.')
    }
  },
})

/** As in register's table: another token from the same source would be rejected too. */
const POLICY = /additional claims required|claims ?challenge|continuous access|conditional access/i

function wayOn({ status, code, message }: GraphError): string {
  if (status === 200) return 'Something else, such as a proxy, responds in Graph’s place.'
  if (status === 429 || status >= 500 || code === 'Directory_ObjectNotFound')
    return 'Run this again in a few minutes.'
  if (code === '') return 'Something else, such as a proxy, may respond in Graph’s place. Check the network.'
  if (POLICY.test(message))
    return 'An access policy of the tenant (Conditional Access) rejects the token. Get a new one on a computer and network that the policy accepts, or ask an administrator: the sign-in logs name the policy.'
  if (status === 401 && /audience/i.test(message))
    return 'Get a token for Microsoft Graph: az account get-access-token --resource-type ms-graph.'
  if (status === 401) return 'The token is no longer valid. Get a new one.'
  if (status === 404)
    return 'The token is for another tenant than the app’s, or CLIENT_ID is wrong. Right after registering, wait a few minutes.'
  return 'The token needs Application.Read.All. The token of an app that owns this one needs Application.ReadWrite.OwnedBy.'
}
