// The app's redirect URIs: from flags, then prompts, then the registration.
import { redirectUriProblem } from '../../../src/entryway/protocol.ts'
import type { AccountKind } from '../../app-registration/account-kind.ts'
import { isLocal, isSameRedirectUri, LOCAL_REDIRECT_URI } from '../../app-registration/redirect-uris.ts'
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
  // The one in .dev.vars may not be a URL; if so, the user is asked again.
  const urls = known.filter((each) => URL.canParse(each))
  const local = await ask.localRedirectUris(urls.filter(isLocal).join(' ') || LOCAL_REDIRECT_URI, kind)
  const production = urls.filter((each) => !isLocal(each)).join(' ')
  return [...local, ...(await ask.productionRedirectUris(production, local, kind))]
}

/** Redirect URIs that the app can't use are left as they are. */
export const isForeign = (redirectUri: string) => redirectUriProblem(redirectUri) !== null

/** The registered ones that the app can use, and the one in .dev.vars with its own port. */
function knownRedirectUris({ application, devVars: { variables } }: Found): string[] {
  const registered = (application?.web.redirectUris ?? []).filter(
    // Entra ignores localhost's port, so several ports count as one.
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
