// Request parameters, from the query or a form body; each at most once.
import type { Context } from 'hono'
import { EntraError } from './entra-error.ts'

export type Parameters = {
  /** null when absent or empty: OAuth treats both alike. */
  get(name: string): string | null
}

function once(found: URLSearchParams): Parameters {
  const names = [...found.keys()]
  const doubled = names.find((name, index) => names.indexOf(name) !== index)
  if (doubled !== undefined) throw new EntraError(9000411, { parameter: doubled })
  return { get: (name) => found.get(name) || null }
}

/** Those of them that are there, for the hidden fields of a form. */
export const passedOn = (parameters: Parameters, names: string[]): { name: string; value: string }[] =>
  names.flatMap((name) => {
    const value = parameters.get(name)
    return value === null ? [] : [{ name, value }]
  })

export const query = (c: Context) => once(new URL(c.req.url).searchParams)

/** Empty when the body is anything but a form. */
export async function form(c: Context): Promise<Parameters> {
  const type = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') return once(new URLSearchParams())
  // Not text(): workerd warns that a form is no text.
  return once(new URLSearchParams(new TextDecoder().decode(await c.req.arrayBuffer())))
}

export function required(parameters: Parameters, name: string): string {
  const value = parameters.get(name)
  if (value === null) throw new EntraError(900144, { parameter: name })
  return value
}

/**
 * Tokens bound to a key, codes for a page beside a server's, attestation, brokers of nested apps, agents' identities and
 * exchanged tokens; `resource` is version 1's. Throws EntraError with the name.
 */
export function refuseUnsupported(parameters: Parameters): void {
  if (parameters.get('resource') !== null) throw new EntraError(901002)
  refuseParameters(parameters, [
    ...[
      'req_cnf',
      'token_type',
      'return_spa_code',
      'key_id',
      'attestation',
      'brk_client_id',
      'brk_redirect_uri',
    ],
    ...['fmi_path', 'subject_token', 'actor_token', 'requested_token_type'],
  ])
}

/** Throws EntraError with the name of the first one that is there: what this emulator would have to do otherwise. */
export function refuseParameters(parameters: Parameters, names: readonly string[]): void {
  const name = names.find((each) => parameters.get(each) !== null)
  if (name !== undefined) throw new EntraError(90023, { parameter: `${name}: not in this emulator` })
}
