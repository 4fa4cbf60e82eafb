// The Azure DevOps organization of AZURE_DEVOPS_URL: it exists.

import { OutboundError, send } from '../../../src/entryway/http/outbound.ts'
import { patsAddress } from '../../../src/tokens/pats-url.ts'
import { check } from '../diagnosis/check.ts'
import { fail, type Outcome, pass } from '../diagnosis/outcome.ts'
import { unreachable } from '../diagnosis/unreachable.ts'

const EXPECTED = 'It looks like https://vssps.dev.azure.com/{organization}.'

/** Nobody is signed in: Azure DevOps then asks for a sign-in, in one of several ways, of those who knock at a door that is there. */
const ASKS_FOR_SIGN_IN = [200, 203, 301, 302, 303, 307, 401, 403]

function judge(status: number): Outcome {
  if (ASKS_FOR_SIGN_IN.includes(status)) return pass('The organization is there.')
  if (status === 404)
    return fail('There is no such organization.', `Check the name in AZURE_DEVOPS_URL. ${EXPECTED}`)
  throw new OutboundError(`status_${status}`)
}

export const azureDevOps = check({
  name: 'Azure DevOps',
  needs: ['settings'],
  appliesTo: ({ variables }) => variables.AZURE_DEVOPS_URL !== undefined,
  async run({ settings: { azureDevOpsUrl } }) {
    const pats = patsAddress(azureDevOpsUrl ?? '')
    try {
      const { status } = await send(pats, { headers: { accept: 'application/json' } })
      return judge(status)
    } catch (error) {
      return unreachable(error, 'Azure DevOps', pats)
    }
  },
})
