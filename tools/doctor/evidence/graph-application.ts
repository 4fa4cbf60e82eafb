// The app's registration in Microsoft Graph.
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
        /** The secret's first characters. */
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
 * With GRAPH_TOKEN, or an app-only token, which for most apps lacks the permission.
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
