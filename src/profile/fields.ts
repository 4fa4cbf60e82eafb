// What users may change of their own profile through Microsoft Graph, and what they typed.
import type { Child } from 'hono/jsx'
import type { AccountKind } from '../ui/account-kind.ts'

/** Lengths are those of Microsoft Graph, "user resource type". */
const FIELDS = {
  displayName: { label: 'Name', maxLength: 256, required: true, autocomplete: 'name' },
  givenName: { label: 'First name', maxLength: 64, autocomplete: 'given-name' },
  surname: { label: 'Last name', maxLength: 64, autocomplete: 'family-name' },
  jobTitle: { label: 'Job title', maxLength: 128, autocomplete: 'organization-title' },
  streetAddress: { label: 'Street address', maxLength: 1024, autocomplete: 'street-address' },
  city: { label: 'City', maxLength: 128, autocomplete: 'address-level2' },
  state: { label: 'State or province', maxLength: 128, autocomplete: 'address-level1' },
  postalCode: { label: 'Postal code', maxLength: 40, autocomplete: 'postal-code' },
  country: { label: 'Country', maxLength: 128, autocomplete: 'country-name' },
  preferredLanguage: { label: 'Language', maxLength: 64, autocomplete: 'language' },
  mobilePhone: { label: 'Mobile phone', maxLength: 64, autocomplete: 'tel' },
} satisfies Record<string, FieldDefinition>

type FieldDefinition = { label: string; maxLength: number; required?: true; autocomplete: string }
export type FieldName = keyof typeof FIELDS
type Field = FieldDefinition & { name: FieldName }

/** What is in the fields; a field that the form does not have is absent. */
export type FieldValues = { [name in FieldName]?: string }

/** @property field null = it is about the whole form */
export type EditProblem = { field: FieldName | null; sentence: Child }

/**
 * Sources: Microsoft Entra, "What are the default user permissions in Microsoft Entra ID?" (members manage their own mobile
 * phone) and "Default user permissions in customer tenants"; test/recorded/graph.json, patch-me-personal.
 */
export const EDITABLE: Record<AccountKind, FieldName[]> = {
  customer: [
    'displayName',
    'givenName',
    'surname',
    'jobTitle',
    'streetAddress',
    'city',
    'state',
    'postalCode',
    'country',
    'preferredLanguage',
  ],
  work: ['mobilePhone'],
  personal: [],
}

const NAMES = Object.keys(FIELDS) as FieldName[]

/** Those that a form has, in their order. */
export function fieldsIn(values: FieldValues): Field[] {
  return NAMES.filter((name) => values[name] !== undefined).map((name) => ({ name, ...FIELDS[name] }))
}

/** The values of these fields; Graph's null is an empty text. */
export function valuesOf(profile: Record<string, unknown>, names: FieldName[]): FieldValues {
  const textOf = (value: unknown) => (typeof value === 'string' ? value.trim() : '')
  return Object.fromEntries(names.map((name) => [name, textOf(profile[name])]))
}

/** What was typed, in the fields that the form has. */
export function typedValues(form: Record<string, unknown>, names = NAMES): FieldValues {
  return valuesOf(
    form,
    names.filter((name) => Object.hasOwn(form, name)),
  )
}

export function validate(typed: FieldValues): EditProblem | null {
  for (const { name, label, maxLength, required } of fieldsIn(typed)) {
    const value = typed[name] ?? ''
    if (required && value === '') return { field: name, sentence: `${label} can’t be empty.` }
    if (value.length > maxLength)
      return { field: name, sentence: `${label} can have at most ${maxLength} characters.` }
    if (/\p{Cc}/u.test(value))
      return { field: name, sentence: `${label} contains a character that can’t be shown.` }
  }
  return null
}
