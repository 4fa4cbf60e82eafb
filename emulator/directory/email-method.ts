// The email authentication method's policy: whether customers may authenticate with an emailed passcode.

export type EmailMethod = {
  state: 'enabled' | 'disabled'
  allowExternalIdToUseEmailOtp: 'default' | 'enabled' | 'disabled'
}

/** The initial policy. */
export const atFirst: EmailMethod = { state: 'disabled', allowExternalIdToUseEmailOtp: 'default' }
