// GRAPH_TOKEN in the environment, in place of the sign-in.
import { graphTokenProblem } from '../../app-registration/graph-token.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'

/**
 * Asked before anything is sent with it. A script whose token is empty waits for nobody to enter a code.
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
