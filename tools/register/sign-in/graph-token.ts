// GRAPH_TOKEN in the environment, in place of the sign-in.
import { RegisterRefusal } from '../command-line/refusal.ts'

/**
 * Asked before anything is sent with it. A script whose token is empty waits for nobody to enter a code.
 * @throws {RegisterRefusal}
 */
export function assertGraphToken(token: string | undefined): void {
  if (token === undefined || /^[\x21-\x7e]+$/.test(token)) return
  throw new RegisterRefusal(
    'sign_in',
    token.trim() === ''
      ? 'GRAPH_TOKEN is empty.'
      : 'GRAPH_TOKEN is not a token: it has spaces, or several lines.',
    'Set it to an access token for Microsoft Graph, or unset it to sign in.',
  )
}
