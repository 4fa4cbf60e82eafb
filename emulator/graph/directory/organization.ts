// /v1.0/organization: which properties are returned depends on the permission.
import { type Context, Hono } from 'hono'
import { requestDenied } from '../../directory/graph-refusal.ts'
import type { Tenant } from '../../directory/tenants.ts'
import type { State } from '../../state/state.ts'
import { callerOf, type GraphEnv, mayDo } from '../caller.ts'
import { collection, entity } from '../odata/collection.ts'
import { organizationType } from '../odata/metadata.ts'
import { checkDirectoryFaults } from './directory-fault.ts'

const readsAll = [
  'Organization.Read.All',
  'Organization.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
]

/** What User.Read can read; everything else is null ("Get organization"). */
const readsNames = ['User.Read', 'User.ReadWrite']

function organizationOf({ id, kind, name, domain, displayName }: Tenant, isWhole: boolean) {
  const initial = `${name}.onmicrosoft.com`
  const names = domain === initial ? [domain] : [domain, initial]
  const details = {
    countryLetterCode: 'US',
    createdDateTime: '2026-01-01T00:00:00Z',
    preferredLanguage: 'en',
    tenantType: kind === 'customers' ? 'CIAM' : 'AAD',
    businessPhones: [],
    marketingNotificationEmails: [],
    securityComplianceNotificationMails: [],
    securityComplianceNotificationPhones: [],
    technicalNotificationMails: [],
  }
  return {
    id,
    ...(isWhole ? details : {}),
    displayName,
    assignedPlans: [],
    provisionedPlans: [],
    verifiedDomains: names.map((each) => ({
      capabilities: 'Email, OfficeCommunicationsOnline',
      isDefault: each === domain,
      isInitial: each === initial,
      name: each,
      type: 'Managed',
    })),
  }
}

/** Throws GraphRefusal. Apps can't have User.Read. */
function readOrganization(c: Context) {
  const caller = callerOf(c)
  const isWhole = mayDo(caller, readsAll)
  const mayRead = isWhole || (caller.person !== null && mayDo(caller, readsNames))
  if (!mayRead || caller.tenant.kind === 'personal') throw requestDenied()
  return organizationOf(caller.tenant, isWhole)
}

export function organizationRoutes(state: State): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>()
  routes.get('/v1.0/organization', (c) => {
    checkDirectoryFaults(state.faults)
    return collection(c, organizationType, 'organization', [readOrganization(c)])
  })
  routes.get('/v1.0/organization/:id', (c) => {
    checkDirectoryFaults(state.faults)
    const organization = readOrganization(c)
    if (organization.id !== c.req.param('id').toLowerCase()) throw requestDenied()
    return c.json(entity(c, organizationType, 'organization', organization))
  })
  return routes
}
