// A problem in an app registration: detected once, reported in Graph's words or at the seed's path.
import { badRequest, type GraphRefusal, invalidValue } from '../graph-refusal.ts'

/** `path`: the property in Graph, such as `web.redirectUris[0]`. `message`: what is wrong with its value. */
export type Problem = { path: string; message: string; refusal: GraphRefusal }

export const problem = (path: string, message: string, refusal: GraphRefusal): Problem => ({
  path,
  message,
  refusal,
})

/** For problems where Graph names the value. */
export const invalid = (path: string, message: string): Problem =>
  problem(
    path,
    message,
    badRequest(
      `One or more properties contains invalid values. Property: ${path.replace(/\[\d+\]/g, '')}. ${message}.`,
    ),
  )

/** For problems where it names only the property. */
export const wrong = (path: string, message: string): Problem =>
  problem(path, message, invalidValue(/^\w+/.exec(path)?.[0] ?? path, 'Application'))
