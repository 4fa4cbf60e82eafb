// What the administrators of a tenant have decided for everybody in it.

export type Policies = {
  /** Every sign-in asks for another factor. */
  multiFactor: boolean
  /** Whether people may consent for themselves. */
  userConsent: boolean
  /** Whether apps may get client secrets. */
  secrets: boolean
  /** null: as long as is asked for. */
  maxSecretDays: number | null
  /** Whether members without a role register apps. */
  appCreation: boolean
}

export const defaultPolicies: Policies = {
  multiFactor: false,
  userConsent: true,
  secrets: true,
  maxSecretDays: null,
  appCreation: true,
}
