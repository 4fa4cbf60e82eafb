// Tenant-wide policies set by its administrators.

export type Policies = {
  /** Every sign-in requires a second factor. */
  multiFactor: boolean
  /** Whether users may consent for themselves. */
  userConsent: boolean
  /** Whether apps may get client secrets. */
  secrets: boolean
  /** null: no limit. */
  maxSecretDays: number | null
  /** Whether members without a role can register apps. */
  appCreation: boolean
}

export const defaultPolicies: Policies = {
  multiFactor: false,
  userConsent: true,
  secrets: true,
  maxSecretDays: null,
  appCreation: true,
}
