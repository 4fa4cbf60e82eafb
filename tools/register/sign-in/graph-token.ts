// GRAPH_TOKEN, an environment variable that replaces the sign-in.
import { graphTokenProblem } from '../../app-registration/graph-token.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'

/**
 * Checked before first use. An empty token is an error, so that a script doesn't wait for a code that no one enters.
 * @throws {RegisterRefusal}
 */
export function assertGraphToken(token: string | undefined): void {
  const problem = token === undefined ? null : graphTokenProblem(token)
  if (problem === null) return
  throw new RegisterRefusal(
    'sign_in',
    problem,
    'Set it to an access token for Microsoft Graph, or unset it to sign in.',
  )
}
