// Which identifier URIs an app may use. Sources: "Validation differences by supported account types", "Restrictions on
// identifier URIs of Microsoft Entra applications".
import { type AppRegistration, admitsPersonalAccounts } from '../app-registration.ts'
import { badRequest } from '../graph-refusal.ts'
import { microsoftApiCalled } from '../microsoft-apis.ts'
import { exposedOf } from '../registered.ts'
import { type Tenant, tenantOf } from '../tenants.ts'
import { invalid, type Problem, problem } from './problem.ts'

const LONGEST = 255
const LONGEST_WITH_PERSONAL_ACCOUNTS = 120
const MOST_WITH_PERSONAL_ACCOUNTS = 50

const isOwnHost = (hostname: string, { name, domain }: Tenant) =>
  [domain, `${name}.onmicrosoft.com`].some((own) => hostname === own || hostname.endsWith(`.${own}`))

/** null = valid. */
function formProblemOf(uri: string, app: AppRegistration): string | null {
  const personal = admitsPersonalAccounts(app)
  const longest = personal ? LONGEST_WITH_PERSONAL_ACCOUNTS : LONGEST
  if (!URL.canParse(uri)) return 'must be a valid absolute URI, such as api://{client id}'
  if (uri.length > longest) return `must not be longer than ${longest} characters`
  if (uri.includes('*')) return 'must not contain a wildcard'
  if (/\s/.test(uri)) return 'must not contain a space'
  if (uri.endsWith('/') && !/^\w+:\/\/$/.test(uri)) return 'must not end with a slash'
  const url = new URL(uri)
  if (url.protocol === 'api:' && url.hostname === '') return 'must have a name, such as api://{client id}'
  if (personal && (url.protocol === 'urn:' || url.search !== '' || url.hash !== '')) {
    return 'must have no urn scheme, query or fragment when personal Microsoft accounts are supported'
  }
  const isOfWeb = ['https:', 'http:'].includes(url.protocol)
  const tenant = tenantOf(app)
  if (microsoftApiCalled(uri.toLowerCase()) || (isOfWeb && !isOwnHost(url.hostname, tenant))) {
    return `must use a verified domain of the organization or its subdomain: ${tenant.domain}`
  }
  return null
}

const isOfOneTenant = ({ signInAudience }: AppRegistration) => signInAudience === 'AzureADMyOrg'

/** Unique in its tenant for a single-tenant app, and in all tenants for a multitenant one. */
const mustDiffer = (one: AppRegistration, other: AppRegistration) =>
  one.tenantId === other.tenantId || !(isOfOneTenant(one) || isOfOneTenant(other))

export function identifierUriProblems(app: AppRegistration, others: AppRegistration[]): Problem[] {
  const { identifierUris } = exposedOf(app)
  const each = identifierUris.flatMap((uri, index): Problem[] => {
    const path = `identifierUris[${index}]`
    const what = formProblemOf(uri, app)
    if (what !== null) return [invalid(path, `The identifier URI '${uri}' ${what}`)]
    const isSame = (other: string) => other.toLowerCase() === uri.toLowerCase()
    const isTwice = identifierUris.findIndex(isSame) < index
    const owner = others.find(
      (other) => mustDiffer(app, other) && exposedOf(other).identifierUris.some(isSame),
    )
    if (!isTwice && !owner) return []
    const message = 'Another object with the same value for property identifierUris already exists.'
    const details = [{ code: 'ObjectConflict', message, target: 'identifierUris' }]
    return [
      problem(
        path,
        `${owner ? owner.displayName : 'this app'} already uses '${uri}'`,
        badRequest(message, { details }),
      ),
    ]
  })
  const isTooMany = admitsPersonalAccounts(app) && identifierUris.length > MOST_WITH_PERSONAL_ACCOUNTS
  return isTooMany
    ? [
        ...each,
        invalid('identifierUris', `There are more than ${MOST_WITH_PERSONAL_ACCOUNTS} identifier URIs`),
      ]
    : each
}
