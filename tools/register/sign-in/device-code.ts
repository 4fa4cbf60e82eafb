// Signing in from a terminal (RFC 8628): a code to enter in a browser, and asking until it has been.
import * as v from 'valibot'
import type { Surroundings } from '../command-line/io.ts'
import { GRAPH_COMMAND_LINE_TOOLS } from '../command-line/options.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'
import type { Screen } from '../command-line/screen.ts'
import { type Answer, exchange, Unreachable } from '../graph/json-request.ts'
import type { SignInAuthority } from './sign-in-authority.ts'

const DeviceCode = v.object({
  device_code: v.pipe(v.string(), v.nonEmpty()),
  user_code: v.pipe(v.string(), v.regex(/^[\w-]{4,20}$/)),
  verification_uri: v.pipe(
    v.string(),
    v.check((uri) => /^https?:$/.test(URL.parse(uri)?.protocol ?? '')),
    v.transform((uri) => new URL(uri).href),
  ),
  expires_in: v.pipe(v.number(), v.minValue(1), v.maxValue(3600)),
  interval: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(60)), 5),
})

const Token = v.object({
  access_token: v.pipe(v.string(), v.regex(/^[\x21-\x7e]+$/)),
  scope: v.optional(v.string(), ''),
})

const Refused = v.object({
  error: v.pipe(v.string(), v.regex(/^\w{1,60}$/)),
  error_codes: v.optional(v.array(v.number()), []),
})

type DeviceCode = v.InferOutput<typeof DeviceCode>

/** RFC 8628 section 3.5: what slow_down adds. */
const SLOW_DOWN_SECONDS = 5
/** A laptop that moves from one network to another comes back within these. */
const MOST_FAILURES = 5

type Words = [message: string, next: string]

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

/** Entra's page keeps this to itself: here the code is only declined, or not entered. */
const NEEDS_APPROVAL =
  'If the page said that an administrator has to approve the app, let one run this once with --dry-run and consent for the organization on the page, or give a token in GRAPH_TOKEN.'

const DECLINED: Words = [
  'The sign-in was declined.',
  `Run this again, and accept on the page. ${NEEDS_APPROVAL}`,
]
const EXPIRED: Words = [
  'The code expired before it was entered.',
  `Run this again for a new one. ${NEEDS_APPROVAL}`,
]

const REFUSALS: Record<string, Words> = {
  authorization_declined: DECLINED,
  access_denied: DECLINED,
  expired_token: EXPIRED,
  code_expired: EXPIRED,
}

/**
 * Shows the code, and waits until it has been entered.
 * @returns an access token for these permissions of Graph
 * @throws {RegisterRefusal}
 */
export async function signInByDeviceCode(
  at: SignInAuthority,
  clientId: string,
  permissions: string[],
  { screen, wait, now }: { screen: Screen } & Pick<Surroundings, 'wait' | 'now'>,
): Promise<string> {
  const scope = ['openid', 'profile', ...permissions].join(' ')
  const answer = await post(at.deviceCodeEndpoint, { client_id: clientId, scope })
  const code = v.safeParse(DeviceCode, answer.json)
  if (answer.status !== 200 || !code.success) throw refused(answer)
  const { verification_uri: page, user_code: userCode } = code.output
  screen.show('Sign in', [`Open  ${page}`, `Enter ${userCode}`, ...expected(at, clientId)].join('\n'))
  const token = await screen.waitFor(
    'Waiting until the code has been entered',
    () => poll(at, clientId, code.output, { wait, now }),
    () => 'Signed in',
  )
  const granted = token.scope.split(' ').map((each) => each.slice(each.lastIndexOf('/') + 1).toLowerCase())
  const missing = permissions.filter((permission) => !granted.includes(permission.toLowerCase()))
  if (missing.length === 0) return token.access_token
  throw new RegisterRefusal(
    'right',
    `The sign-in came without the permission ${missing.join(' and ')}.`,
    'Run this again and accept it, or let an administrator accept it for you.',
  )
}

/** What a person is to look for before they enter anything anywhere. */
function expected({ authority: { tenant } }: SignInAuthority, clientId: string): string[] {
  const account = tenant === 'organizations' ? 'of the tenant to register in' : `of the tenant ${tenant}`
  const app = clientId === GRAPH_COMMAND_LINE_TOOLS ? 'Microsoft Graph Command Line Tools' : clientId
  return [`As    an account ${account}`, `For   the app ${app}`]
}

async function poll(
  { tokenEndpoint }: SignInAuthority,
  clientId: string,
  code: DeviceCode,
  { wait, now }: Pick<Surroundings, 'wait' | 'now'>,
): Promise<v.InferOutput<typeof Token>> {
  const fields = { grant_type: GRANT, client_id: clientId, device_code: code.device_code }
  const expiresAt = now() + code.expires_in * 1000
  let seconds = code.interval
  let failures = 0
  for (;;) {
    await wait(seconds)
    const answer = await post(tokenEndpoint, fields).catch((error: unknown) => {
      failures += 1
      if (failures > MOST_FAILURES || !(error instanceof RegisterRefusal)) throw error
      return null
    })
    const token = v.safeParse(Token, answer?.json)
    if (answer?.status === 200 && token.success) return token.output
    const error = answer === null || answer.status >= 500 ? 'authorization_pending' : errorOf(answer)
    if (error === 'slow_down') seconds += SLOW_DOWN_SECONDS
    else if (error !== 'authorization_pending') throw refused(answer)
    if (now() >= expiresAt) throw refusal(...EXPIRED)
  }
}

const refusal = (message: string, next: string) => new RegisterRefusal('sign_in', message, next)

const errorOf = (answer: Answer | null): string => {
  const read = v.safeParse(Refused, answer?.json)
  return read.success ? read.output.error : 'an answer that makes no sense'
}

/** Entra's own sentence is for whoever wrote the client; its number can be looked up. */
function refused(answer: Answer | null): RegisterRefusal {
  const error = errorOf(answer)
  const known = REFUSALS[error]
  if (known) return refusal(...known)
  const read = v.safeParse(Refused, answer?.json)
  const number = read.success && read.output.error_codes[0] ? ` (AADSTS${read.output.error_codes[0]})` : ''
  return refusal(
    `Entra refused the sign-in: ${error}${number}.`,
    'Check --tenant and --sign-in-client, and run this again.',
  )
}

async function post(url: string, fields: Record<string, string>): Promise<Answer> {
  try {
    return await exchange(url, { method: 'POST', body: new URLSearchParams(fields) })
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    throw new RegisterRefusal('graph', `${error.message}.`, `${error.whatToDo} Then run this again.`)
  }
}
