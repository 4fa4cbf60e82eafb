// What a 401 response reveals about the organization: its tenant, or that it is for personal accounts.
import type { Context } from 'hono'
import { isLocal } from '../directory/cloud.ts'
import { AzureDevOpsError } from './error.ts'
import type { Organization } from './organizations.ts'

const REALM = 'https://tfsprodweusu4.app.visualstudio.com/'
const PERSONAL_REALM = 'https://tfs.app.visualstudio.com/'
const NO_TENANT = '00000000-0000-0000-0000-000000000000'

/** On localhost, Entra has the same origin. */
const authorityOf = ({ protocol, host }: URL, tenantId: string) =>
  `${isLocal(new URL(`${protocol}//${host}`)) ? `${protocol}//${host}` : 'https://login.microsoftonline.com'}/${tenantId}`

export function challengeHeaders(c: Context, { tenantId }: Organization): Record<string, string> {
  if (tenantId === null) {
    return {
      'WWW-Authenticate': `Basic realm="${PERSONAL_REALM}", Bearer, TFS-Federated`,
      'X-VSS-ResourceTenant': NO_TENANT,
      'X-TFS-FedAuthRealm': PERSONAL_REALM,
    }
  }
  const authority = authorityOf(new URL(c.req.url), tenantId)
  return {
    'WWW-Authenticate': `Bearer authorization_uri=${authority}, Basic realm="${REALM}", TFS-Federated`,
    'X-VSS-ResourceTenant': tenantId,
    'X-VSS-E2EID': crypto.randomUUID(),
  }
}

/** `who`: an object ID; empty = unknown. */
export const unauthorized = (c: Context, organization: Organization, who: string) =>
  new AzureDevOpsError(
    401,
    'UnauthorizedRequestException',
    `TF400813: The user '${who}' is not authorized to access this resource.`,
    challengeHeaders(c, organization),
  )
