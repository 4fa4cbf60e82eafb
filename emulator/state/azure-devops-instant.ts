// Dates as Azure DevOps writes them: rounded to 1/300 second, up to seven decimals, in UTC.

const UNITS_A_SECOND = 300
const DECIMALS = 7

/** `2026-11-21T15:48:54.1033333Z`, without trailing zeros in the decimals. */
export function formatInstant(ms: number): string {
  const units = Math.round((ms * UNITS_A_SECOND) / 1000)
  const seconds = Math.floor(units / UNITS_A_SECOND)
  const decimals = ((units - seconds * UNITS_A_SECOND) / UNITS_A_SECOND)
    .toFixed(DECIMALS)
    .slice(1)
    .replace(/\.?0+$/, '')
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}${decimals}Z`
}

const ISO_8601 = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?(Z|[+-]\d{2}:\d{2})?)?$/i

/** Milliseconds; null for an invalid date. UTC if there is no time zone. */
export function parseInstant(text: string): number | null {
  const [, day, minute = '00:00', second = '00', decimals = '0', zone = 'Z'] = ISO_8601.exec(text) ?? []
  if (day === undefined) return null
  const midnight = new Date(`${day}T00:00:00Z`)
  // Date reads 29 February of any year as 1 March.
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return null
  const whole = Date.parse(`${day}T${minute}:${second}${zone.toUpperCase()}`)
  return Number.isNaN(whole) ? null : whole + Number(`0.${decimals}`) * 1000
}
