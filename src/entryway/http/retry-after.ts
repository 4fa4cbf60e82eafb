// Parses Retry-After.

/** Longer than any honest server asks for. */
const MAX_SECONDS = 3600

/** RFC 9110 section 10.2.3: seconds, which is what Microsoft sends, or a date. */
export function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after') ?? ''
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000)
  return Number.isInteger(seconds) && seconds > 0 ? Math.min(seconds, MAX_SECONDS) : undefined
}
