// The variable of "Call an API".
import {
  isGraphHost,
  isGraphScope,
  isLocalhost,
  type Settings,
  type Variables,
  WrongSetting,
} from '../entryway/index.ts'

export const variables = {
  ENDPOINT: {
    expected: 'the https URL of the API that SCOPE belongs to, such as https://graph.microsoft.com/v1.0/me',
    receivesTokens: true,
    /** null = Microsoft Graph's own `/me`, wherever the authority's Graph is. */
    parse(text: string | undefined, core: Settings | null): URL | null {
      const url = text === undefined ? null : URL.parse(text)
      const isLocal = url?.protocol === 'http:' && isLocalhost(url.hostname)
      if (text !== undefined && url?.protocol !== 'https:' && !isLocal) {
        throw new WrongSetting('is not an https URL')
      }
      if (url?.username || url?.password) throw new WrongSetting('has a name or a password in it')
      const problem = core && problemWith(url, core)
      if (problem) throw new WrongSetting(problem)
      return url
    },
  },
} satisfies Variables

/** A token of SCOPE's API is for that API alone: Graph's goes to Graph, and no other one's does. */
function problemWith(endpoint: URL | null, { authority, scopes: [scope = ''] }: Settings): string | null {
  const isOfGraph = isGraphScope(scope)
  if (!endpoint) return isOfGraph ? null : 'is missing although SCOPE is of another API than Graph'
  // The local Entra is its own Graph.
  const isLocal = [new URL(authority.origin), endpoint].every(({ hostname }) => isLocalhost(hostname))
  const isAllowed = isOfGraph === isGraphHost(endpoint.host) || (isOfGraph && isLocal)
  return isAllowed ? null : 'is of another API than SCOPE'
}
