// The app's registration as Microsoft Graph shows it.
import * as v from 'valibot'
import { fetchText, type Metadata, parseJson } from '../../../src/entryway/protocol.ts'
import { type GraphError, graphError } from '../../register/graph/graph-error.ts'

const RedirectUris = v.optional(v.object({ redirectUris: v.optional(v.array(v.string()), []) }), {})

/** Milliseconds. */
const endDateTime = v.pipe(
  v.string(),
  v.transform((text) => Date.parse(text)),
  v.number(),
)

const Registration = v.object({
  passwordCredentials: v.nullable(
    v.array(
      v.object({
        /** The first characters of the secret. */
        hint: v.nullish(v.string(), null),
        endDateTime,
      }),
    ),
    [],
  ),
  keyCredentials: v.nullish(v.array(v.object({ endDateTime })), []),
  web: RedirectUris,
  spa: RedirectUris,
  publicClient: RedirectUris,
})

export type Registration = v.InferOutput<typeof Registration>

/**
 * By a token of the app's own, which most apps' is not enough for, or by GRAPH_TOKEN.
 * @throws {OutboundError}
 */
export async function readRegistration(
  { graphOrigin }: Metadata,
  clientId: string,
  appToken: string,
): Promise<{ shown: Registration } | { refused: GraphError }> {
  const path = `/v1.0/applications(appId='${clientId}')?$select=passwordCredentials,keyCredentials,web,spa,publicClient`
  const { status, text } = await fetchText(`${graphOrigin}${path}`, {
    headers: { accept: 'application/json', authorization: `Bearer ${appToken}` },
  })
  const json = parseJson(text)
  const read = v.safeParse(Registration, json)
  return status === 200 && read.success ? { shown: read.output } : { refused: graphError({ status, json }) }
}
