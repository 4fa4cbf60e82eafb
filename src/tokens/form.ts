// A token form's values: parsed as entered, then validated.
import { unicodePattern } from '../entryway/index.ts'
import type { FormProblem } from '../ui/form.tsx'
import type { TokensContext } from './context.ts'
import type { TypedExpiry } from './expiry.ts'
import type { PatSettings } from './pat.ts'
import type { PatField } from './pat-error.ts'
import { FULL_ACCESS, isKnownScope } from './scopes.ts'

/** Everything as typed, right or wrong, so that the form can be shown again. */
export type FormValues = {
  displayName: string
  scopes: string[]
  fullAccess: boolean
  expiry: TypedExpiry
  /** Of a form that makes a token. */
  formToken: string
}

/** More than twice as many as exist. */
const MAX_SCOPES = 200

/** No rule of the service's is published; this is as long as the column of its list allows. */
export const MAX_NAME = 255

export async function parseForm(c: TokensContext): Promise<FormValues> {
  const form: Record<string, unknown> = await c.req.parseBody({ all: true }).catch(() => ({}))
  const texts = (name: string) => [form[name]].flat().filter((value) => typeof value === 'string')
  const text = (name: string) => texts(name)[0] ?? ''
  return {
    displayName: text('displayName').trim(),
    scopes: [...new Set(texts('scope'))].slice(0, MAX_SCOPES),
    fullAccess: text('full') === 'yes',
    expiry: { choice: text('expiry'), date: text('date').trim() },
    formToken: text('form'),
  }
}

/**
 * @param validTo as `readExpiry` gives it; undefined = unchanged
 * @param held scopes that the token has already; the service may have some that are not in the table
 */
export function validate<ValidTo extends number | undefined>(
  { displayName, scopes, fullAccess }: FormValues,
  validTo: ValidTo | { problem: string },
  held: string[] = [],
): (Omit<PatSettings, 'validTo'> & { validTo: ValidTo }) | FormProblem<PatField>[] {
  const problems: FormProblem<PatField>[] = []
  const name = nameProblem(displayName)
  if (name) problems.push({ field: 'displayName', sentence: name })
  const scope = scopeProblem(scopes, fullAccess, held)
  if (scope) problems.push({ field: 'scope', sentence: scope })
  if (typeof validTo === 'object') return [...problems, { field: 'expiry', sentence: validTo.problem }]
  if (problems.length > 0) return problems
  return { displayName, scope: fullAccess ? FULL_ACCESS : scopes.join(' '), validTo }
}

/** Spaces, marks of direction, fillers and the blank of braille show nothing. */
const VISIBLE = unicodePattern(String.raw`[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]`)
/** Controls, line and paragraph separators, and what turns the direction of writing. */
const CONTROL = unicodePattern(String.raw`[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]`)

export const isVisible = (name: string) => VISIBLE().test(name)

function nameProblem(name: string): string | null {
  if (!isVisible(name)) return 'Enter a name that distinguishes this token from your others.'
  if (name.length > MAX_NAME) return `A name can have at most ${MAX_NAME} characters.`
  return CONTROL().test(name) ? 'The name contains a character that can’t be shown.' : null
}

function scopeProblem(scopes: string[], fullAccess: boolean, held: string[]): string | null {
  if (scopes.some((name) => !isKnownScope(name) && !held.includes(name))) {
    return 'One of the scopes isn’t on the list. Select from these.'
  }
  if (fullAccess) return scopes.length > 0 ? 'Select full access or single scopes, not both.' : null
  return scopes.length === 0 ? 'Select at least one scope.' : null
}
