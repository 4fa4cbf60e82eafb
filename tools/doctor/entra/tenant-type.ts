// Whether the tenant of AUTHORITY is one for customers, who cannot sign in where organizations do.
import { cloudOf, isGuid, parseAuthority, tenantOfIssuer } from '../../../src/entryway/protocol.ts'
import { askTenantType } from '../../app-registration/tenant-type.ts'
import { check } from '../diagnosis/check.ts'
import { pass, skipped, warn } from '../diagnosis/outcome.ts'

export const tenantType = check({
  name: 'tenant type',
  needs: ['authority', 'metadata'],
  // Elsewhere the host says it: ciamlogin.com, or the custom domain of an External ID tenant. At the local Entra customers
  // sign in where everybody does.
  appliesTo: ({ variables }) => {
    const authority = parseAuthority(variables.AUTHORITY ?? '')
    return authority !== null && cloudOf(new URL(authority.origin).host) !== undefined
  },
  async run({ authority, metadata }) {
    const tenantId = tenantOfIssuer(metadata.issuer)
    if (!isGuid(tenantId)) return []
    const found = await askTenantType(authority, { id: tenantId, name: null })
    if (found.forCustomers === null)
      return skipped(`Whether it is a tenant for customers could not be found out: ${found.why}.`)
    if (!found.forCustomers) return pass('It is the tenant of an organization.')
    return warn(
      'It is a tenant for customers (External ID): at this AUTHORITY, they get AADSTS500208.',
      `If customers sign in, set AUTHORITY to https://${tenantId}.ciamlogin.com/${tenantId}, or to the address with your tenant’s name.`,
    )
  },
})
