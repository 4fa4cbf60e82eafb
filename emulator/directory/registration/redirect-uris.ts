// Which redirect URIs an app may register, and for which platform.
import { type AppRegistration, admitsPersonalAccounts } from '../app-registration.ts'
import { badRequest } from '../graph-refusal.ts'
import { invalid, type Problem, problem } from './problem.ts'

const LONGEST = 256
const MOST = 256
const MOST_WITH_PERSONAL_ACCOUNTS = 100

const forbidden = /[!$'(),;]/

const isLoopback = ({ hostname }: URL) => ['localhost', '127.0.0.1'].includes(hostname)

/** Schemes that apps can't claim as their own. */
const foreignSchemes = [
  'javascript:',
  'data:',
  'vbscript:',
  'file:',
  'blob:',
  'about:',
  'ftp:',
  'ws:',
  'wss:',
]

/** `native`: custom schemes are valid too. */
const isSecure = (url: URL, native: boolean) =>
  url.protocol === 'https:' ||
  (url.protocol === 'http:' ? isLoopback(url) : native && !foreignSchemes.includes(url.protocol))

/** null = valid. */
function problemOf(uri: string, personal: boolean, native: boolean): string | null {
  if (uri.length > LONGEST) return `must not be longer than ${LONGEST} characters`
  const bare = uri.replace('*', 'x')
  if (!URL.canParse(bare)) return 'must be a valid absolute URI'
  const url = new URL(bare)
  if (forbidden.test(uri)) return 'contains an invalid character'
  if (url.hash !== '' || uri.includes('#')) return 'must not contain a fragment'
  if (url.username !== '' || url.password !== '') return 'must not contain user information'
  if (url.hostname === '[::1]') return 'must not use the IPv6 loopback address'
  if (!isSecure(url, native)) return 'must start with HTTPS or http://localhost'
  if (uri.includes('*')) {
    return personal
      ? 'must not contain a wildcard when personal Microsoft accounts are supported'
      : 'has a wildcard: not in this emulator'
  }
  if (personal && url.search !== '') {
    return 'must not contain a query string when personal Microsoft accounts are supported'
  }
  return null
}

export function redirectUriProblems(app: AppRegistration): Problem[] {
  const personal = admitsPersonalAccounts(app)
  const platforms = [
    { property: 'web.redirectUris', uris: app.redirectUris, native: false },
    { property: 'spa.redirectUris', uris: app.spaRedirectUris, native: false },
    { property: 'publicClient.redirectUris', uris: app.publicClientRedirectUris, native: true },
  ]
  const each = platforms.flatMap(({ property, uris, native }) =>
    uris.flatMap((uri, index) => {
      const what = problemOf(uri, personal, native)
      return what === null ? [] : [invalid(`${property}[${index}]`, `The redirect URI '${uri}' ${what}`)]
    }),
  )
  const all = platforms.flatMap(({ property, uris }) =>
    uris.map((uri, index) => ({ path: `${property}[${index}]`, uri })),
  )
  const twice = all
    .filter(({ uri }, index) => all.findIndex((other) => other.uri === uri) < index)
    .map(({ path, uri }) => {
      const message = `The redirect URI '${uri}' is registered more than once; each must be unique`
      return problem(path, message, badRequest(`${message}.`))
    })
  const most = personal ? MOST_WITH_PERSONAL_ACCOUNTS : MOST
  const message = `The number of redirect URIs exceeds the limit of ${most}`
  const tooMany = all.length > most ? [problem('web.redirectUris', message, badRequest(`${message}.`))] : []
  return [...each, ...tooMany, ...twice]
}
