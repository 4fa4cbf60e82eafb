// The redirect URI's platform must be Web, the only one that accepts a credential.
import { isSameRedirectUri } from '../../app-registration/redirect-uris.ts'
import { check } from '../diagnosis/check.ts'
import { fail, type Outcome, pass, skipped } from '../diagnosis/outcome.ts'
import { unreachable } from '../diagnosis/unreachable.ts'
import { MOVE_TO_WEB } from '../evidence/entra-numbers.ts'
import { refused } from '../evidence/entra-refusal.ts'
import type { Registration } from '../evidence/graph-application.ts'
import { signInSilently } from '../evidence/silent-sign-in.ts'

const PKCE_REQUIRED = 9002325

function judge({ web, spa, publicClient }: Registration, redirectUri: string): Outcome {
  const has = ({ redirectUris }: { redirectUris: string[] }) =>
    redirectUris.some((each) => isSameRedirectUri(each, redirectUri))
  if (has(web)) return pass('It is Web.')
  if (has(spa)) return fail('REDIRECT_URI is registered under Single-page application.', MOVE_TO_WEB)
  if (has(publicClient)) {
    return fail('REDIRECT_URI is registered under Mobile and desktop applications.', MOVE_TO_WEB)
  }
  return skipped('Graph does not show REDIRECT_URI yet. A change takes a few minutes.')
}

export const platform = check({
  name: 'platform',
  needs: ['metadata', 'settings', 'answerToApp'],
  async run({ metadata, settings, registration }, given) {
    if (registration) return judge(registration, settings.redirectUri.href)
    try {
      const silent = await signInSilently(metadata, settings, { withoutChallenge: true })
      if (silent.kind === 'to_app' && silent.answer.aadsts === PKCE_REQUIRED)
        return refused(silent.answer, given)
    } catch (error) {
      return unreachable(error, 'The authorization endpoint', metadata.authorizationEndpoint)
    }
    return skipped(
      'Without a user, Entra does not show which platform it is. Nothing suggests that it is not Web. At a sign-in, AADSTS9002325, 9002327 or 700025 mean that it is not.',
    )
  },
})
