// If AUTHORITY names one tenant, ALLOWED_TENANTS includes it.
import { isExternalId, isGuid, tenantOfIssuer } from '../../../src/entryway/protocol.ts'
import { check } from '../diagnosis/check.ts'
import { fail, pass } from '../diagnosis/outcome.ts'

const LEAVE_OUT = 'Leave ALLOWED_TENANTS out, as AUTHORITY names one tenant.'
const OTHER_TENANTS_TOO =
  'To accept other tenants too, run npm run register -- --kind organizations, which changes the registration and AUTHORITY.'

export const allowedTenants = check({
  name: 'allowed tenants',
  needs: ['settings', 'metadata'],
  appliesTo: ({ variables }) => variables.ALLOWED_TENANTS !== undefined,
  run({ settings: { allowedTenants: allowed, authority }, metadata }) {
    const own = tenantOfIssuer(metadata.issuer)
    if (!isGuid(own)) return []
    if (allowed.includes(own)) return pass('ALLOWED_TENANTS includes the tenant of AUTHORITY.')
    return fail(
      `ALLOWED_TENANTS does not include the tenant of AUTHORITY (${own}), so nobody can sign in.`,
      isExternalId(authority) ? LEAVE_OUT : `${LEAVE_OUT} ${OTHER_TENANTS_TOO}`,
    )
  },
})
