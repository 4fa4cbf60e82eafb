// Texts of claims, which anybody may have chosen: for display, for the protocol, and role names.
import { isPrintable, unicodePattern } from '../unicode.ts'

const DISPLAY_CHARACTERS = 256
const PROTOCOL_CHARACTERS = 1024
/** As many app roles as a registration can have. Source: Microsoft Entra service limits. */
const MAX_ROLES = 1200

/**
 * What could make a name pass for page text, or for another name: control characters, marks that turn the reading
 * direction around, and separators that nobody sees. U+200C and U+200D stay: Persian, Sinhala and emoji are written with
 * them.
 */
const HIDDEN = unicodePattern(
  String.raw`[\p{Cc}\p{Bidi_Control}\u00AD\u115F\u1160\u17B4\u17B5\u180E\u200B\u2028\u2029\u2060-\u206F\u2800\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]|\u034F|(?<!\u{1F3F4}[\u{E0020}-\u{E007E}]*)[\u{E0000}-\u{E007F}]`,
  'gu',
)
const VISIBLE = unicodePattern(String.raw`[\p{L}\p{N}\p{P}\p{S}]`)

export function displayText(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const text = truncate(value.slice(0, 2 * DISPLAY_CHARACTERS).replace(HIDDEN(), ''), DISPLAY_CHARACTERS)
  return VISIBLE().test(text) ? text : null
}

export function protocolText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= PROTOCOL_CHARACTERS ? value : null
}

/** Each role once, unchanged: a page's guard compares them. null = more than there can be. */
export function roleNames(value: unknown): string[] | null {
  if (!Array.isArray(value)) return []
  const roles = new Set(value.filter((role): role is string => isPrintable(protocolText(role) ?? '')))
  return roles.size > MAX_ROLES ? null : [...roles]
}

/** The longest an emoji or a letter with its marks is in good faith. */
const LONGEST_CHARACTER = 64

/** At most so many UTF-16 units, and no character cut in half, be it a family of four. */
export function truncate(text: string, length: number): string {
  if (text.length <= length) return text.toWellFormed()
  const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  const { index = 0 } = characters.segment(text.slice(0, length + LONGEST_CHARACTER)).containing(length) ?? {}
  return text.slice(0, index > length - LONGEST_CHARACTER ? index : length).toWellFormed()
}
