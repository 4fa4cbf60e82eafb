// What is wrong with an app registration: found once, and told by Graph in Graph's words, by a seed at the seed's path.
import { badRequest, type GraphRefusal, invalidValue } from '../graph-refusal.ts'

/** `path`: of the property in Graph, such as `web.redirectUris[0]`. `message`: what is wrong with the value there. */
export type Problem = { path: string; message: string; refusal: GraphRefusal }

export const problem = (path: string, message: string, refusal: GraphRefusal): Problem => ({
  path,
  message,
  refusal,
})

/** Where Graph names the value. */
export const invalid = (path: string, message: string): Problem =>
  problem(
    path,
    message,
    badRequest(
      `One or more properties contains invalid values. Property: ${path.replace(/\[\d+\]/g, '')}. ${message}.`,
    ),
  )

/** Where it names the property alone. */
export const wrong = (path: string, message: string): Problem =>
  problem(path, message, invalidValue(/^\w+/.exec(path)?.[0] ?? path, 'Application'))
