// What users may change of their own profile through Microsoft Graph, and what they typed.
import { isPrintable } from '../entryway/index.ts'
import type { AccountKind } from '../ui/account-kind.ts'
import type { FormProblem } from '../ui/form.tsx'

/** Microsoft Graph's names, in the order of the page. */
export const LABELS: Record<string, string> = {
  displayName: 'Name',
  givenName: 'First name',
  surname: 'Last name',
  userPrincipalName: 'Account',
  mail: 'Email',
  jobTitle: 'Job title',
  streetAddress: 'Street address',
  city: 'City',
  state: 'State or province',
  postalCode: 'Postal code',
  country: 'Country',
  officeLocation: 'Office',
  businessPhones: 'Business phones',
  mobilePhone: 'Mobile phone',
  preferredLanguage: 'Language',
  id: 'Object ID',
}

/** Lengths are those of Microsoft Graph, "user resource type". */
const FIELDS = {
  displayName: { maxlength: 256, required: true, autocomplete: 'name' },
  givenName: { maxlength: 64, autocomplete: 'given-name' },
  surname: { maxlength: 64, autocomplete: 'family-name' },
  jobTitle: { maxlength: 128, autocomplete: 'organization-title' },
  streetAddress: { maxlength: 1024, autocomplete: 'street-address' },
  city: { maxlength: 128, autocomplete: 'address-level2' },
  state: { maxlength: 128, autocomplete: 'address-level1' },
  postalCode: { maxlength: 40, autocomplete: 'postal-code' },
  country: { maxlength: 128, autocomplete: 'country-name' },
  preferredLanguage: { maxlength: 64, autocomplete: 'language' },
  mobilePhone: { maxlength: 64, autocomplete: 'tel' },
} satisfies Record<string, FieldAttributes>

type FieldAttributes = { maxlength: number; required?: true; autocomplete: string }
type FieldName = keyof typeof FIELDS
type Field = { name: FieldName; label: string; attributes: FieldAttributes }

/** What is in the fields; a field that the form does not have is absent. */
export type FieldValues = { [name in FieldName]?: string }

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
  return NAMES.filter((name) => values[name] !== undefined).map((name) => ({
    name,
    label: LABELS[name] ?? name,
    attributes: FIELDS[name],
  }))
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

export function validate(typed: FieldValues): FormProblem[] {
  return fieldsIn(typed).flatMap(({ name, label, attributes: { maxlength, required } }) => {
    const value = typed[name] ?? ''
    const problem =
      required && value === ''
        ? 'can’t be empty'
        : value.length > maxlength
          ? `can have at most ${maxlength} characters`
          : value !== '' && !isPrintable(value) && 'contains a character that can’t be shown'
    return problem ? [{ field: name, sentence: `${label} ${problem}.` }] : []
  })
}
