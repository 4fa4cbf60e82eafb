// Which redirect URIs an app may register, and of which platform each of them is.
import { type AppRegistration, admitsPersonalAccounts } from '../../directory/app-registration.ts'
import { badRequest } from '../../directory/graph-refusal.ts'

const LONGEST = 256
const MOST = 256
const MOST_WITH_PERSONAL_ACCOUNTS = 100

const forbidden = /[!$'(),;]/

type Uris = Pick<
  AppRegistration,
  'signInAudience' | 'redirectUris' | 'spaRedirectUris' | 'publicClientRedirectUris'
>

const isSecure = ({ protocol, hostname }: URL) =>
  protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname))

/** null = good. */
function problemOf(uri: string, personal: boolean, native: boolean): string | null {
  if (uri.length > LONGEST) return `must not be longer than ${LONGEST} characters`
  const bare = uri.replace('*', 'x')
  if (!URL.canParse(bare)) return 'must be a valid absolute URI'
  const url = new URL(bare)
  if (forbidden.test(uri)) return 'contains an invalid character'
  if (url.hash !== '' || uri.includes('#')) return 'must not contain a fragment'
  if (url.username !== '' || url.password !== '') return 'must not contain user information'
  if (url.hostname === '[::1]') return 'must not use the IPv6 loopback address'
  if (!native && !isSecure(url)) return 'must start with HTTPS or http://localhost'
  if (personal && uri.includes('*')) {
    return 'must not contain a wildcard when personal Microsoft accounts are supported'
  }
  if (personal && url.search !== '') {
    return 'must not contain a query string when personal Microsoft accounts are supported'
  }
  return null
}

/** Throws GraphRefusal unless all of them together may be registered. */
export function checkRedirectUris(app: Uris): void {
  const personal = admitsPersonalAccounts(app)
  const platforms = [
    { property: 'web.redirectUris', uris: app.redirectUris, native: false },
    { property: 'spa.redirectUris', uris: app.spaRedirectUris, native: false },
    { property: 'publicClient.redirectUris', uris: app.publicClientRedirectUris, native: true },
  ]
  for (const { property, uris, native } of platforms) {
    for (const uri of uris) {
      const problem = problemOf(uri, personal, native)
      if (problem)
        throw badRequest(
          `One or more properties contains invalid values. Property: ${property}. The redirect URI '${uri}' ${problem}.`,
        )
    }
  }
  const all = platforms.flatMap(({ uris }) => uris)
  const most = personal ? MOST_WITH_PERSONAL_ACCOUNTS : MOST
  if (all.length > most) throw badRequest(`The number of redirect URIs exceeds the limit of ${most}.`)
  const doubled = all.find((uri, index) => all.indexOf(uri) !== index)
  if (doubled !== undefined) {
    throw badRequest(`The redirect URI '${doubled}' is registered more than once; each must be unique.`)
  }
}
