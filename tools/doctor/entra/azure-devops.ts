// The Azure DevOps organization of AZURE_DEVOPS_URL exists, and belongs to the tenant that users sign in to.

import {
  azureDevOpsUrl,
  fetchText,
  isGuid,
  OutboundError,
  tenantOfIssuer,
} from '../../../src/entryway/protocol.ts'
import { findOrganizationTenant } from '../../app-registration/organization-tenant.ts'
import { VARIABLES } from '../../settings/variable-names.ts'
import { check } from '../diagnosis/check.ts'
import { fail, type Outcome, pass } from '../diagnosis/outcome.ts'
import { unreachable } from '../diagnosis/unreachable.ts'

const EXPECTED = 'It is the part after dev.azure.com/ in the URL of a page there.'

/** How Azure DevOps may respond to an unauthenticated request if the organization exists. */
const ASKS_FOR_SIGN_IN = [200, 203, 301, 302, 303, 307, 401, 403]

function judge(status: number): Outcome {
  if (ASKS_FOR_SIGN_IN.includes(status)) return pass('The organization exists.')
  if (status === 404)
    return fail('The organization does not exist.', `Check the name in AZURE_DEVOPS_URL. ${EXPECTED}`)
  throw new OutboundError(`status_${status}`)
}

async function ofTenant(url: string, issuer: string): Promise<Outcome> {
  const tenant = await findOrganizationTenant(url)
  if (tenant.tenantId === null && tenant.personal) {
    return fail(
      'The organization belongs to personal accounts, which have no API for personal access tokens.',
      'Connect it to your tenant under Azure DevOps > Organization settings > Microsoft Entra, or leave AZURE_DEVOPS_URL out.',
    )
  }
  const own = tenantOfIssuer(issuer)
  if (tenant.tenantId === null)
    return pass('The organization exists, but does not say which tenant it belongs to.')
  if (!isGuid(own)) return pass(`The organization exists, and belongs to the tenant ${tenant.tenantId}.`)
  if (own === tenant.tenantId) return pass('The organization exists, and belongs to this tenant.')
  return fail(
    `The organization belongs to the tenant ${tenant.tenantId}, but AUTHORITY is ${own}.`,
    'Set AUTHORITY to that tenant (the app must be registered there), use another organization, or connect this one under Azure DevOps > Organization settings > Microsoft Entra.',
  )
}

export const azureDevOps = check({
  name: 'Azure DevOps',
  needs: ['settings', 'metadata'],
  appliesTo: ({ variables }) =>
    VARIABLES.includes('AZURE_DEVOPS_URL') && variables.AZURE_DEVOPS_URL !== undefined,
  async run({ metadata }, { variables }) {
    const organization = azureDevOpsUrl(variables.AZURE_DEVOPS_URL ?? '') ?? ''
    const pats = `${organization}/_apis/tokens/pats?api-version=7.2-preview.1`
    try {
      const { status } = await fetchText(pats, { headers: { accept: 'application/json' } })
      const outcome = judge(status)
      return outcome.status === 'pass' ? ofTenant(organization, metadata.issuer) : outcome
    } catch (error) {
      return unreachable(error, 'Azure DevOps', pats)
    }
  },
})
