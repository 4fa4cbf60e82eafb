// The policy of the e-mail authentication method: whether customers may prove themselves by a passcode in an e-mail.

export type EmailMethod = {
  state: 'enabled' | 'disabled'
  allowExternalIdToUseEmailOtp: 'default' | 'enabled' | 'disabled'
}

/** Until somebody sets it. */
export const atFirst: EmailMethod = { state: 'disabled', allowExternalIdToUseEmailOtp: 'default' }
