// What the administrators of a tenant have decided for everybody in it.

export type Policies = {
  /** Every sign-in asks for another factor. */
  multiFactor: boolean
  /** Whether people may consent for themselves. */
  userConsent: boolean
  /** Whether apps may get client secrets. */
  secrets: boolean
  /** null: the two years of every tenant. */
  maxSecretDays: number | null
}

export const defaultPolicies: Policies = {
  multiFactor: false,
  userConsent: true,
  secrets: true,
  maxSecretDays: null,
}
