// Sign-in without a browser on this computer (RFC 8628): shows a code to enter elsewhere, and polls until it was entered.
import * as v from 'valibot'
import { RegisterRefusal } from '../command-line/refusal.ts'
import type { Screen } from '../command-line/screen.ts'
import type { Surroundings } from '../command-line/surroundings.ts'
import type { Answer } from '../graph/json-request.ts'
import { retryAfterSeconds } from '../graph/retry-after.ts'
import type { SignInAuthority } from './sign-in-authority.ts'
import { signInRefusal } from './sign-in-refusals.ts'
import { signInApp } from './sign-in-words.ts'
import { assertGranted, errorIn, isBusy, post, type Token, tokenIn, unavailable } from './token-answer.ts'

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

type DeviceCode = v.InferOutput<typeof DeviceCode>

/** RFC 8628 section 3.5: what slow_down adds. */
const SLOW_DOWN_SECONDS = 5
/** Enough for a laptop to switch networks. */
const MAX_FAILURES = 5
/** For the first request only: no one waits longer for a code. */
const MAX_TRIES = 4

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

type Waiting = Pick<Surroundings, 'wait' | 'now'>

/**
 * Shows the code and waits until it has been entered.
 * @returns an access token with these Graph permissions
 * @throws {RegisterRefusal}
 */
export async function signInByDeviceCode(
  at: SignInAuthority,
  clientId: string,
  permissions: string[],
  { screen, wait, now }: { screen: Screen } & Waiting,
): Promise<string> {
  const scope = ['openid', 'profile', ...permissions].join(' ')
  const answer = await askForCode(at, { client_id: clientId, scope }, { wait, now })
  const code = v.safeParse(DeviceCode, answer.json)
  if (isBusy(answer)) throw unavailable(at.deviceCodeEndpoint, answer, ` to each of ${MAX_TRIES} requests`)
  if (answer.status !== 200 || !code.success) throw signInRefusal(errorIn(answer), 'device code', clientId)
  const { verification_uri: page, user_code: userCode } = code.output
  screen.show('Sign in', [`Open  ${page}`, `Enter ${userCode}`, ...expected(at, clientId)].join('\n'))
  const token = await screen.waitFor(
    'Waiting for you to enter the code',
    () => poll(at, clientId, code.output, { wait, now }),
    () => 'Signed in',
  )
  assertGranted(token, permissions)
  return token.access_token
}

/** What users should check before they enter the code. */
export function expected({ authority: { tenant } }: SignInAuthority, clientId: string): string[] {
  const account = tenant === 'organizations' ? 'of the tenant to register in' : `of the tenant ${tenant}`
  return [`As    an account ${account}`, `For   the app ${signInApp(clientId)}`]
}

async function askForCode(
  { deviceCodeEndpoint }: SignInAuthority,
  fields: Record<string, string>,
  { wait, now }: Waiting,
): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const answer = await post(deviceCodeEndpoint, fields)
    if (!isBusy(answer) || tries >= MAX_TRIES) return answer
    await wait(retryAfterSeconds(answer, now()) ?? 2 ** tries)
  }
}

/** The token endpoint has been busy since `since` (milliseconds); `answer` is its latest response. */
type Outage = { since: number; answer: Answer }

function expiredRefusal(outage: Outage | null, tokenEndpoint: string, clientId: string, now: number) {
  if (outage === null)
    return signInRefusal({ error: 'expired_token', aadsts: null, description: '' }, 'device code', clientId)
  const until = ` from ${timeOf(outage.since)} to ${timeOf(now)}, when the code expired`
  return unavailable(tokenEndpoint, outage.answer, until)
}

async function poll(
  { tokenEndpoint }: SignInAuthority,
  clientId: string,
  code: DeviceCode,
  { wait, now }: Waiting,
): Promise<Token> {
  const fields = { grant_type: GRANT, client_id: clientId, device_code: code.device_code }
  const expiresAt = now() + code.expires_in * 1000
  let seconds = code.interval
  let failures = 0
  let longer = 0
  let outage = null as Outage | null
  const expired = () => expiredRefusal(outage, tokenEndpoint, clientId, now())
  for (;;) {
    await wait(Math.max(seconds, longer))
    longer = 0
    const answer = await post(tokenEndpoint, fields).catch((error: unknown) => {
      failures += 1
      if (failures > MAX_FAILURES || !(error instanceof RegisterRefusal)) throw error
      return null
    })
    const token = tokenIn(answer)
    if (token) return token
    if (answer === null || isBusy(answer)) {
      longer = retryAfterSeconds(answer, now()) ?? 0
      if (answer !== null) outage = { since: outage?.since ?? now(), answer }
    } else {
      const given = errorIn(answer)
      // The code expired during an outage.
      if (given.error === 'expired_token' && outage !== null) throw expired()
      outage = null
      if (given.error === 'slow_down') seconds += SLOW_DOWN_SECONDS
      else if (given.error !== 'authorization_pending') throw signInRefusal(given, 'device code', clientId)
    }
    if (now() >= expiresAt) throw expired()
  }
}

/** Format: 07:46:12 UTC. */
const timeOf = (ms: number) => `${new Date(ms).toISOString().slice(11, 19)} UTC`
