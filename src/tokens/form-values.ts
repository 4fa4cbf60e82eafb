// A token form's values: parsed as entered, then validated.
import type { TokensContext } from './context.ts'
import type { TypedExpiry } from './expiry.ts'
import type { PatSettings } from './pat.ts'
import type { PatField } from './pat-error.ts'
import { hasControl, isVisible, MAX_CHARACTERS } from './pat-name.ts'
import { FULL_ACCESS, isKnownScope } from './pat-scope.ts'

/** Everything as typed, right or wrong, so that the form can be shown again. */
export type FormValues = {
  displayName: string
  scopes: string[]
  fullAccess: boolean
  expiry: TypedExpiry
  /** The form's own random value. */
  formToken: string
  /** What a token was when its form was opened: only what the person altered is sent. */
  shown: { displayName: string; scopes: string[] } | null
}

/** What to do first: check whether it was done anyway, sign in, or create a new token, which has that field. */
export type NextStep = 'look' | 'sign in' | 'fresh sign-in' | 'confirm' | 'new token'
export type FormProblem = { field: PatField | null; sentence: string; next?: NextStep }

/** More than twice as many as exist. */
const MAX_SCOPES = 200

export async function parseForm(c: TokensContext): Promise<FormValues> {
  const form: Record<string, unknown> = await c.req.parseBody({ all: true }).catch(() => ({}))
  const texts = (name: string) => [form[name]].flat().filter((value) => typeof value === 'string')
  const text = (name: string) => texts(name)[0] ?? ''
  return {
    displayName: text('displayName').trim(),
    // One more, so that too many are still seen to be.
    scopes: [...new Set(texts('scope'))].slice(0, MAX_SCOPES + 1),
    fullAccess: text('full') === 'yes',
    expiry: { choice: text('expiry'), date: text('date').trim() },
    formToken: text('form'),
    shown:
      texts('shownName').length === 0
        ? null
        : { displayName: text('shownName'), scopes: text('shownScopes').split(' ').filter(Boolean) },
  }
}

/**
 * @param validTo as `readExpiry` gives it; undefined = as it is
 * @param held scopes that the token has already; the service may have some that are not in the table
 */
export function validate<ValidTo extends number | undefined>(
  typed: FormValues,
  validTo: ValidTo | { problem: string },
  held: string[] = [],
): (Omit<PatSettings, 'validTo'> & { validTo: ValidTo }) | FormProblem[] {
  const problems: FormProblem[] = []
  const name = nameProblem(typed.displayName)
  if (name) problems.push({ field: 'displayName', sentence: name })
  const scope = scopeProblem(typed, held)
  if (scope) problems.push({ field: 'scope', sentence: scope })
  if (typeof validTo === 'object') return [...problems, { field: 'expiry', sentence: validTo.problem }]
  if (problems.length > 0) return problems
  return {
    displayName: typed.displayName,
    scope: typed.fullAccess ? FULL_ACCESS : typed.scopes.join(' '),
    validTo,
  }
}

function nameProblem(name: string): string | null {
  if (!isVisible(name)) return 'Enter a name that distinguishes this token from your others.'
  if (name.length > MAX_CHARACTERS) return `A name can have at most ${MAX_CHARACTERS} characters.`
  return hasControl(name) ? 'The name contains a character that can’t be shown.' : null
}

function scopeProblem({ scopes, fullAccess }: FormValues, held: string[]): string | null {
  if (scopes.length > MAX_SCOPES) return `A token can have at most ${MAX_SCOPES} scopes.`
  if (scopes.some((name) => !isKnownScope(name) && !held.includes(name))) {
    return 'One of the scopes isn’t on the list. Select from these.'
  }
  if (fullAccess) return scopes.length > 0 ? 'Select full access or single scopes, not both.' : null
  return scopes.length === 0 ? 'Select at least one scope.' : null
}
