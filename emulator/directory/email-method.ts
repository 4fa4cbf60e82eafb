// The policy of the email authentication method: whether customers may prove themselves by a passcode in an email.

export type EmailMethod = {
  state: 'enabled' | 'disabled'
  allowExternalIdToUseEmailOtp: 'default' | 'enabled' | 'disabled'
}

/** Until somebody sets it. */
export const atFirst: EmailMethod = { state: 'disabled', allowExternalIdToUseEmailOtp: 'default' }
