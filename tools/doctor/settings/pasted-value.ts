// Pasted values that .dev.vars cannot hold as they are: cut off at a line break, or with an unmatched quote.
import { VARIABLES } from '../../settings/variable-names.ts'

export type Words = [problem: string, whatToDo: string]

const OPENING_QUOTE = /^(["'`])(?!.*\1$)/s

/** Placeholders from documentation and Microsoft's samples: `{tenant id}`, `<client-id>`, `Enter_the_Client_Id_Here`, `YOUR_SECRET`, `****`. */
const PLACEHOLDERS = [
  /^(?:<[^>]*>|\{[^}]*\}|\*{3,}|x{3,}|\.{3,}|…)$/i,
  /\/(?:<[^>]*>|\{[^}]*\})/,
  /\bEnter_the_\w+/i,
  /(?:^|\/)your[-_ ]\w/i,
  /^(?:todo|change[-_ ]?me|null|undefined|none|placeholder)$/i,
  /^0{8}-(?:0{4}-){3}0{12}$/,
]

/** References that a shell, Azure App Service or 1Password would expand; nothing expands them in this file. */
const REFERENCES = [
  /^\$\{\w+\}$|^\$[A-Z_][A-Z0-9_]*$/,
  /^%[A-Z_]\w*%$/i,
  /^@Microsoft\.KeyVault\(/i,
  /^op:\/\//,
]
const GUID_IN_BRACES = /^\{[0-9a-f-]{36}\}$/i

/** Invisible characters copied from chats, documents and web pages. */
const INVISIBLE = /[\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff]/

const ONE_LINE =
  'Write all of it on one line, in double quotes, with \\n for each line break, as npm run certificate does.'

/** What is wrong with the value's form, phrased to follow the variable's name; null = nothing. */
export function pastedWrong(value: string): Words | null {
  const text = value.trim()
  const [joined] = joinedTo(value)
  if (joined !== undefined) return [`continues with ${joined}=`, `Put ${joined} on a line of its own.`]
  const [, quote] = OPENING_QUOTE.exec(text) ?? []
  if (inLines(value).length > 0) {
    return [
      'runs on over the lines of other variables',
      'Add the missing closing quote at the end of the value.',
    ]
  }
  if (/^[“”„‘’]|[“”’]$/.test(text)) {
    return ['is in typographic quotes, which become part of it', `Use straight quotes (" or '), or none.`]
  }
  if (PLACEHOLDERS.some((form) => form.test(text)) && !GUID_IN_BRACES.test(text))
    return ['is still a placeholder', 'Replace it with your own value; npm run register writes all of them.']
  if (REFERENCES.some((form) => form.test(text)))
    return ['is a reference, which nothing resolves in this file', 'Replace it with the value itself.']
  if (/^(["'`]).+\1$/s.test(text)) return ['is in quotes twice', 'Use one pair of quotes, or none.']
  const [invisible] = INVISIBLE.exec(text) ?? []
  if (invisible !== undefined) {
    const point = invisible.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')
    return [`contains an invisible character (U+${point})`, 'Retype it, or copy it from plain text.']
  }
  if (text.includes('-----BEGIN ') && !text.includes('-----END '))
    return ['ends after its first line', ONE_LINE]
  if (quote === undefined) return null
  return [
    `begins with a quote (${quote}) that is not closed`,
    `Add another ${quote} at its end, on the same line, or remove the first one.`,
  ]
}

/** Variables swallowed by an unclosed quote or a missing line break. */
export const swallowedBy = (value: string): string[] => [...inLines(value), ...joinedTo(value)]

const inLines = (value: string) =>
  VARIABLES.filter((name) => new RegExp(`\\n[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=`).test(value))

/** Stops at `?`: a URL's query may contain such a name. */
const joinedTo = (value: string) =>
  VARIABLES.filter((name) => new RegExp(`^[^\\n?]*[^\\n?A-Z_]${name}=`).test(value))
