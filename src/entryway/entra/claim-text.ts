// Texts of claims, which anybody may have chosen: for display, and for the protocol.

const DISPLAY_CHARACTERS = 256
const PROTOCOL_CHARACTERS = 1024

/** Control characters and marks that turn the reading direction around could make a name pass for page text. */
export function displayText(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const text = value.slice(0, DISPLAY_CHARACTERS).replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
  return text.trim() === '' ? null : text.toWellFormed()
}

export function protocolText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= PROTOCOL_CHARACTERS ? value : null
}
