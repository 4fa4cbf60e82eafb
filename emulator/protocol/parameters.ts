// Request parameters, from the query or a form body; each may appear only once.
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

/** Those that are present, for a form's hidden fields. */
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
  // Not text(): workerd warns when a form is read as text.
  return once(new URLSearchParams(new TextDecoder().decode(await c.req.arrayBuffer())))
}

export function required(parameters: Parameters, name: string): string {
  const value = parameters.get(name)
  if (value === null) throw new EntraError(900144, { parameter: name })
  return value
}

/**
 * Tokens bound to a key, codes for a page as well as a server, attestation, brokers for nested apps, agent identities,
 * and exchanged tokens; `resource` is for version 1. Throws EntraError naming the parameter.
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

/** Throws EntraError naming the first one present: each would require different behavior from this emulator. */
export function refuseParameters(parameters: Parameters, names: readonly string[]): void {
  const name = names.find((each) => parameters.get(each) !== null)
  if (name !== undefined) throw new EntraError(90023, { parameter: `${name}: not in this emulator` })
}
