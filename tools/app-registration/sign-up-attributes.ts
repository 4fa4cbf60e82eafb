// Attributes to collect from new customers: External ID's built-in ones, always including the email address.

const ATTRIBUTES = {
  displayName: 'Display Name',
  givenName: 'Given Name',
  surname: 'Surname',
  jobTitle: 'Job Title',
  streetAddress: 'Street Address',
  city: 'City',
  state: 'State/Province',
  postalCode: 'Postal Code',
  country: 'Country/Region',
} as const

export type Attribute = keyof typeof ATTRIBUTES

export const attributeNames = Object.keys(ATTRIBUTES) as Attribute[]

export const isAttribute = (name: string): name is Attribute => Object.hasOwn(ATTRIBUTES, name)

export const attributeLabel = (attribute: Attribute): string => ATTRIBUTES[attribute]
