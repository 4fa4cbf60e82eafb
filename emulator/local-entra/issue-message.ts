// What is wrong with a value from JSON, in words.
import type * as v from 'valibot'

const kinds: Record<string, string> = {
  Object: 'an object',
  Array: 'an array',
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
}

/** `expected` as valibot writes it: `Object`, or `("work" | "customers")`. */
function kindOf(expected: string): string {
  const options = expected.replace(/^\(|\)$/g, '').split(' | ')
  const last = options.pop() ?? ''
  return options.length === 0 ? (kinds[last] ?? last) : `${options.join(', ')} or ${last}`
}

function described(input: unknown): string {
  if (Array.isArray(input)) return 'an array'
  if (typeof input === 'string') return `the text ${JSON.stringify(input)}`
  if (typeof input === 'number') return `the number ${input}`
  return typeof input === 'object' && input !== null ? 'an object' : String(input)
}

/** Checks whose message should show the value. */
const showsValue = new Set(['regex', 'url', 'iso_timestamp', 'check', 'min_value', 'integer'])

export function messageOf({ kind, type, expected, input, message }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'there is no such field'
  if (input === undefined) return 'is missing'
  if (kind === 'validation') {
    const isPlain = typeof input === 'string' || typeof input === 'number'
    return isPlain && showsValue.has(type) ? `${message}, but is ${described(input)}` : message
  }
  const wanted = message.startsWith('Invalid ') ? `must be ${kindOf(expected ?? '')}` : message
  return `${wanted}, but is ${described(input)}`
}
