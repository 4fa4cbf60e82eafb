// "user resource type": the maximum length of each property that can be changed here.

export const longest: Record<string, number> = {
  city: 128,
  companyName: 64,
  country: 128,
  department: 64,
  displayName: 256,
  givenName: 64,
  jobTitle: 128,
  mobilePhone: 64,
  officeLocation: 128,
  postalCode: 40,
  preferredLanguage: 64,
  state: 128,
  streetAddress: 1024,
  surname: 64,
}

export const MAX_BUSINESS_PHONES = 1
