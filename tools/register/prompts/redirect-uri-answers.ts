// Where the app runs: the redirect URIs that the flags name, else those asked for, else those registered.
import type { AccountKind } from '../../app-registration/account-kind.ts'
import {
  isLocal,
  isSameRedirectUri,
  LOCAL_REDIRECT_URI,
  redirectUriProblem,
} from '../../app-registration/redirect-uris.ts'
import type { Options } from '../command-line/options.ts'
import type { DevVars } from '../dev-vars/dev-vars.ts'
import type { Application } from '../graph/graph-objects.ts'
import type { Ask } from './questions.ts'

type Found = { application: Application | null; devVars: DevVars }

export async function answerRedirectUris(
  options: Pick<Options, 'redirectUris'>,
  kind: AccountKind,
  found: Found,
  ask: Ask | null,
): Promise<string[]> {
  if (options.redirectUris) return options.redirectUris
  const known = knownRedirectUris(found)
  if (!ask) return known.length > 0 ? known : [LOCAL_REDIRECT_URI]
  // What .dev.vars has may be no URL at all: it is asked for anew.
  const urls = known.filter((each) => URL.canParse(each))
  const local = await ask.localRedirectUris(urls.filter(isLocal).join(' ') || LOCAL_REDIRECT_URI, kind)
  const production = urls.filter((each) => !isLocal(each)).join(' ')
  return [...local, ...(await ask.productionRedirectUris(production, local, kind))]
}

/** Those that the app cannot use are left as they are. */
export const isForeign = (redirectUri: string) => redirectUriProblem(redirectUri) !== null

/** Those registered that the app can use, and the one that .dev.vars says is, with its own port. */
function knownRedirectUris({ application, devVars: { variables } }: Found): string[] {
  const registered = (application?.web.redirectUris ?? []).filter(
    // Two ports of localhost are one to Entra, however often they are registered.
    (each, index, all) =>
      !isForeign(each) && all.findIndex((other) => isSameRedirectUri(other, each)) === index,
  )
  const noted = variables.REDIRECT_URI
  if (!noted) return registered
  const isNoted = (each: string) => isSameRedirectUri(each, noted)
  return registered.some(isNoted)
    ? registered.map((each) => (isNoted(each) ? noted : each))
    : [noted, ...registered]
}
