// The tenant of an Azure DevOps organization, which it reveals to unauthenticated requests.
import { fetchText, isGuid, OutboundError } from '../../src/entryway/protocol.ts'

const NOBODY = '00000000-0000-0000-0000-000000000000'

type OrganizationTenant =
  | { tenantId: string }
  /** For personal accounts, which have no PAT API. */
  | { tenantId: null; personal: true }
  | { tenantId: null; personal: false }

/** The tenant from `authorization_uri`, if its own header is missing. */
const IN_CHALLENGE = /authorization_uri="?https:\/\/[^/\s"]+\/([0-9a-f-]{36})/i

/**
 * @param url AZURE_DEVOPS_URL
 * @returns `tenantId` null = not revealed
 * Source: samples `connection-data` and `connection-data-of-personal-accounts`
 */
export async function findOrganizationTenant(url: string): Promise<OrganizationTenant> {
  const { origin, pathname } = new URL(url.trim())
  const host = origin === 'https://vssps.dev.azure.com' ? 'https://dev.azure.com' : origin
  try {
    const { headers } = await fetchText(`${host}${pathname.replace(/\/$/, '')}/_apis/connectionData`, {
      headers: { accept: 'application/json' },
    })
    const header = headers.get('x-vss-resourcetenant')?.trim().toLowerCase()
    if (header === NOBODY) return { tenantId: null, personal: true }
    if (isGuid(header)) return { tenantId: header }
    const [, challenged] = IN_CHALLENGE.exec(headers.get('www-authenticate') ?? '') ?? []
    const tenantId = challenged?.toLowerCase()
    return isGuid(tenantId) ? { tenantId } : { tenantId: null, personal: false }
  } catch (error) {
    if (error instanceof OutboundError) return { tenantId: null, personal: false }
    throw error
  }
}
