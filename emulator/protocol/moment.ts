// Parses ISO 8601 times and rejects dates that don't exist, such as 30 February.

const ISO = /^(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/

/** Milliseconds; a date alone means midnight UTC. null: an invalid date, or a time without a time zone. */
export function parseMoment(text: string): number | null {
  const [, year, month, day] = ISO.exec(text) ?? []
  if (day === undefined) return null
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const isInCalendar = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  const milliseconds = Date.parse(text)
  return isInCalendar && Number.isFinite(milliseconds) ? milliseconds : null
}
