// `client_info`: identifies the account in its home tenant, for libraries that keep several.
import { base64url } from 'jose'
import type { Person } from '../directory/person.ts'

export function clientInfoOf({ tenantId, profile, home }: Person): string {
  const { oid: uid, tenantId: utid } = home ?? { oid: profile.id, tenantId }
  return base64url.encode(JSON.stringify({ uid, utid }))
}
