// The redirect URI is registered for the app, character for character.
import { isLocalhost, type Metadata, OutboundError, type Settings } from '../../../src/entryway/protocol.ts'
import { LOCAL_REDIRECT_URI } from '../../app-registration/redirect-uris.ts'
import { check } from '../diagnosis/check.ts'
import { fail, pass, skipped } from '../diagnosis/outcome.ts'
import { refused } from '../evidence/entra-refusal.ts'
import { mayBeReplication } from '../evidence/replication.ts'
import { aadstsOf, signInSilently, UNTOLD } from '../evidence/silent-sign-in.ts'

const NOT_REGISTERED = 50011

const LOCAL_PATH = new URL(LOCAL_REDIRECT_URI).pathname
const withoutSlash = (path: string) => path.replace(/\/$/, '')

/** Common near misses: different case, trailing slash, scheme or loopback name. */
function alike({ href, hostname, pathname, protocol }: URL): URL[] {
  const changed = (change: Partial<URL>) => Object.assign(new URL(href), change)
  const path = withoutSlash(pathname)
  const lower = path.toLowerCase()
  const paths = [path, lower, ...(lower === LOCAL_PATH.toLowerCase() ? [LOCAL_PATH] : [])]
  const others = new Set(paths.flatMap((each) => [each, `${each}/`]).filter((each) => each !== pathname))
  const local = isLocalhost(hostname)
    ? [
        changed({ protocol: protocol === 'http:' ? 'https:' : 'http:' }),
        changed({ hostname: hostname === 'localhost' ? '127.0.0.1' : 'localhost' }),
      ]
    : []
  return [...[...others].map((each) => changed({ pathname: each })), ...local]
}

function differences(one: URL, other: URL): string {
  const [path, otherPath] = [withoutSlash(one.pathname), withoutSlash(other.pathname)]
  return [
    one.protocol === other.protocol ? [] : ['http and https'],
    one.hostname === other.hostname ? [] : ['the host name'],
    one.pathname.endsWith('/') === other.pathname.endsWith('/') ? [] : ['the slash at the end'],
    path === otherPath ? [] : ['upper and lower case'],
  ]
    .flat()
    .join(' and ')
}

async function findAlike(metadata: Metadata, settings: Settings): Promise<URL | null> {
  for (const redirectUri of alike(settings.redirectUri)) {
    try {
      const { kind } = await signInSilently(metadata, { ...settings, redirectUri })
      if (kind === 'to_app') return redirectUri
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
    }
  }
  return null
}

export const redirectUri = check({
  name: 'redirect URI',
  needs: ['silentAnswer', 'metadata', 'settings'],
  async run({ silentAnswer, metadata, settings }, given) {
    if (silentAnswer.kind === 'to_app') {
      return pass('It is registered: Entra redirected to it.', { answerToApp: silentAnswer })
    }
    const aadsts = aadstsOf(silentAnswer)
    if (aadsts === null) return skipped(UNTOLD)
    // Entra may not have seen a recent addition yet.
    const mayBeNew = !['perhaps', null].includes(mayBeReplication(aadsts, given))
    const other = aadsts === NOT_REGISTERED && !mayBeNew ? await findAlike(metadata, settings) : null
    if (other === null) return refused({ error: '', suberror: null, aadsts }, given)
    return fail(
      `REDIRECT_URI is ${settings.redirectUri.href}, which is not registered for the app, but ${other.href} is (AADSTS${aadsts}). They differ only in ${differences(settings.redirectUri, other)}.`,
      'Set REDIRECT_URI to that. Or run npm run register, which registers yours as well.',
    )
  },
})
