// Parses the token endpoint's response: a token with the requested permissions, or an error.
import * as v from 'valibot'
import { RegisterRefusal } from '../command-line/refusal.ts'
import { type Answer, exchange, Unreachable } from '../graph/json-request.ts'
import type { SignInError } from './sign-in-refusals.ts'

const Token = v.object({
  access_token: v.pipe(v.string(), v.regex(/^[\x21-\x7e]+$/)),
  scope: v.optional(v.string(), ''),
})

export type Token = v.InferOutput<typeof Token>

const Refused = v.object({
  error: v.pipe(v.string(), v.regex(/^\w{1,60}$/)),
  error_description: v.optional(v.string(), ''),
  error_codes: v.optional(v.array(v.number()), []),
})

export function tokenIn(answer: Pick<Answer, 'status' | 'json'> | null): Token | null {
  const token = v.safeParse(Token, answer?.json)
  return answer?.status === 200 && token.success ? token.output : null
}

export function errorIn(answer: Pick<Answer, 'json'> | null): SignInError {
  const read = v.safeParse(Refused, answer?.json)
  if (!read.success) return { error: '', aadsts: null, description: '' }
  const { error, error_description: description, error_codes: numbers } = read.output
  return { error, aadsts: numbers[0] ?? aadstsIn(description), description }
}

export function aadstsIn(description: string): number | null {
  const [, number] = /\bAADSTS(\d{5,8})\b/.exec(description) ?? []
  return number ? Number(number) : null
}

/** @throws {RegisterRefusal} if a requested permission was not granted */
export function assertGranted({ scope }: Token, permissions: string[]): void {
  const granted = scope.split(' ').map((each) => each.slice(each.lastIndexOf('/') + 1).toLowerCase())
  const missing = permissions.filter((permission) => !granted.includes(permission.toLowerCase()))
  if (missing.length === 0) return
  throw new RegisterRefusal(
    'right',
    `The sign-in came without the permission ${missing.join(' and ')}.`,
    'Run this again and accept it, or have an administrator accept it for you.',
  )
}

/** Temporary: worth a retry. */
export const isBusy = ({ status }: Answer): boolean => status === 429 || status >= 500

/** @param until how long it was tried; completes the sentence */
export const unavailable = (url: string, { status }: Answer, until = ''): RegisterRefusal =>
  new RegisterRefusal(
    'graph',
    `${new URL(url).host} is not available: it returned ${status}${until}.`,
    'Run this again in a few minutes. If it persists, a proxy or firewall may respond in its place.',
  )

/** @throws {RegisterRefusal} if Entra is unreachable */
export async function post(url: string, fields: Record<string, string>): Promise<Answer> {
  try {
    return await exchange(url, { method: 'POST', body: new URLSearchParams(fields) })
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    throw new RegisterRefusal('graph', `${error.message}.`, `${error.whatToDo} Then run this again.`)
  }
}
