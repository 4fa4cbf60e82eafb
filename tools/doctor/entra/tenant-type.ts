// Whether the tenant of AUTHORITY is one for customers, who cannot sign in at login.microsoftonline.com.
import { isGuid, tenantOfIssuer } from '../../../src/entryway/protocol.ts'
import { findTenantType } from '../../app-registration/tenant-type.ts'
import { check } from '../diagnosis/check.ts'
import { pass, skipped, warn } from '../diagnosis/outcome.ts'

export const tenantType = check({
  name: 'tenant type',
  needs: ['authority', 'metadata'],
  // Elsewhere the host says it: ciamlogin.com, or the custom domain of an External ID tenant.
  appliesTo: ({ variables }) =>
    /^\s*https:\/\/login\.microsoftonline\.com\//i.test(variables.AUTHORITY ?? ''),
  async run({ metadata }) {
    const tenantId = tenantOfIssuer(metadata.issuer)
    if (!isGuid(tenantId)) return []
    const found = await findTenantType(tenantId, null)
    if (found.forCustomers === null)
      return skipped(`Whether it is a tenant for customers could not be found out: ${found.why}.`)
    if (!found.forCustomers) return pass('It is the tenant of an organization.')
    return warn(
      'It is a tenant for customers (External ID): at this AUTHORITY, they get AADSTS500208.',
      `If customers sign in, set AUTHORITY to https://${tenantId}.ciamlogin.com/${tenantId}, or to the address with your tenant’s name.`,
    )
  },
})
