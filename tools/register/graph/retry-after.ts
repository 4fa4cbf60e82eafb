// Parses Retry-After.
import type { Answer } from './json-request.ts'

const MAX_WAIT_SECONDS = 120

export const asksLonger = (answer: Answer, now: number) => (askedSeconds(answer, now) ?? 0) > MAX_WAIT_SECONDS

export function retryAfterSeconds(answer: Pick<Answer, 'headers'> | null, now: number): number | null {
  const seconds = askedSeconds(answer, now)
  return seconds === null ? null : Math.min(Math.max(seconds, 1), MAX_WAIT_SECONDS)
}

/** Seconds or a date (RFC 9110 section 10.2.3); null = no Retry-After. */
export function askedSeconds(answer: Pick<Answer, 'headers'> | null, now: number): number | null {
  const header = answer?.headers.get('Retry-After') ?? ''
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - now) / 1000)
  return Number.isFinite(seconds) ? seconds : null
}
