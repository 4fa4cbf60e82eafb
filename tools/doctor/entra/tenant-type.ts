// Whether AUTHORITY's tenant is for customers, who cannot sign in to a workforce tenant.
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
      return skipped(`Could not determine whether the tenant is for customers: ${found.why}.`)
    if (!found.forCustomers) return pass('It is an organization’s tenant.')
    return warn(
      'It is a tenant for customers (External ID), who get AADSTS500208 at this AUTHORITY.',
      `If customers sign in, set AUTHORITY to https://${tenantId}.ciamlogin.com/${tenantId}, or to the URL with your tenant’s name.`,
    )
  },
})
