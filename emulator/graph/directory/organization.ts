// /v1.0/organization, and the roles that the operator has in it.
import { Hono } from 'hono'
import type { Tenant } from '../../directory/tenants.ts'
import type { State } from '../../state/state.ts'
import { contextOf } from '../collection.ts'
import { asOperator, rights } from './operator.ts'

/** The ids of the roles are the same in every tenant. */
const roleTemplateIds = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'Application Administrator': '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  'Application Developer': 'cf1c38e5-3621-4004-a7cb-879624dced7c',
  'External ID User Flow Administrator': '6e591065-9bad-43ed-90f3-e9424366d2f0',
}

function organizationOf({ id, kind, name, domain, displayName }: Tenant) {
  const initial = `${name}.onmicrosoft.com`
  const names = domain === initial ? [domain] : [domain, initial]
  return {
    id,
    displayName,
    tenantType: kind === 'customers' ? 'CIAM' : 'AAD',
    verifiedDomains: names.map((each) => ({
      capabilities: 'Email, OfficeCommunicationsOnline',
      isDefault: each === domain,
      isInitial: each === initial,
      name: each,
      type: 'Managed',
    })),
  }
}

export function organizationRoutes(state: State): Hono {
  const routes = new Hono()
  routes.get('/v1.0/organization', (c) =>
    asOperator(c, state, rights.readOrganization, ({ tenant }) =>
      c.json({ '@odata.context': contextOf(c, 'organization'), value: [organizationOf(tenant)] }),
    ),
  )
  routes.get('/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole', (c) =>
    asOperator(c, state, rights.readOwnRoles, ({ person: { roles = [] } }) =>
      c.json({
        '@odata.context': contextOf(c, 'directoryRoles'),
        value: roles.map((role) => ({
          id: roleTemplateIds[role],
          displayName: role,
          roleTemplateId: roleTemplateIds[role],
        })),
      }),
    ),
  )
  return routes
}
