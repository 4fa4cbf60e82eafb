// Browser sign-in: authorization code with PKCE and a loopback redirect (RFC 8252, RFC 7636).
import { createHash, randomBytes } from 'node:crypto'
import { RegisterRefusal } from '../command-line/refusal.ts'
import type { Screen } from '../command-line/screen.ts'
import type { OpenBrowser } from '../command-line/surroundings.ts'
import { expected } from './device-code.ts'
import { openLoopback } from './loopback-server.ts'
import type { SignInAuthority } from './sign-in-authority.ts'
import { signInRefusal } from './sign-in-refusals.ts'
import { assertGranted, errorIn, isBusy, post, tokenIn, unavailable } from './token-answer.ts'

/** Entra's own pages time out at about this time. */
const MAX_MINUTES = 15

const random = () => randomBytes(32).toString('base64url')

/**
 * @returns an access token with these Graph permissions; or why the browser could not be used, to follow "because"
 * @throws {RegisterRefusal}
 */
export async function signInByBrowser(
  at: SignInAuthority,
  clientId: string,
  permissions: string[],
  { screen, openBrowser }: { screen: Screen; openBrowser: OpenBrowser },
): Promise<string | { missing: string }> {
  const [state, verifier] = [random(), random()]
  // A sandbox may forbid listening, even on loopback.
  const loopback = await openLoopback(state).catch(() => null)
  if (loopback === null) return { missing: 'no port can be opened on this computer' }
  try {
    const { redirectUri } = loopback
    const scope = ['openid', 'profile', ...permissions].join(' ')
    const url = new URL(at.authorizationEndpoint)
    for (const [name, value] of Object.entries({
      client_id: clientId,
      response_type: 'code',
      response_mode: 'query',
      redirect_uri: redirectUri,
      scope,
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      prompt: 'select_account',
    })) {
      url.searchParams.set(name, value)
    }
    if (!(await openBrowser(url.href))) return { missing: 'the browser could not be started' }
    screen.show(
      'Sign in in your browser',
      [...expected(at, clientId), 'If no window opens, open', url.href].join('\n'),
    )
    screen.say(
      'If Microsoft’s page shows an error, press Ctrl-C. Then sign in with --device-code, or use GRAPH_TOKEN instead.',
    )
    const token = await screen.waitFor(
      'Waiting for you to sign in',
      async () => {
        const answer = await withinLimit(loopback.answer)
        if (!('code' in answer)) throw signInRefusal(answer, 'browser', clientId)
        const redeemed = await post(at.tokenEndpoint, {
          grant_type: 'authorization_code',
          client_id: clientId,
          code: answer.code,
          redirect_uri: redirectUri,
          code_verifier: verifier,
          scope,
        })
        const token = tokenIn(redeemed)
        if (!token && isBusy(redeemed)) throw unavailable(at.tokenEndpoint, redeemed)
        if (!token) throw signInRefusal(errorIn(redeemed), 'browser', clientId)
        return token
      },
      () => 'Signed in',
    )
    assertGranted(token, permissions)
    return token.access_token
  } finally {
    loopback.close()
  }
}

async function withinLimit<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new RegisterRefusal(
            'sign_in',
            `No sign-in arrived within ${MAX_MINUTES} minutes.`,
            'Run this again. If Microsoft’s page showed an error, use --device-code or GRAPH_TOKEN.',
          ),
        ),
      MAX_MINUTES * 60_000,
    )
  })
  try {
    return await Promise.race([answer, limit])
  } finally {
    clearTimeout(timer)
  }
}
