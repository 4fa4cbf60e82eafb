// Whose account it is decides what Microsoft lets its user change, and what the pages call things.
import { isExternalId, isLocalhost, isPersonalAccount, type Settings } from '../entryway/index.ts'

export type AccountKind = 'work' | 'personal' | 'customer'

/** Customers are those of External ID. A local Entra has one host for all its tenants; there SIGN_UP tells. */
export function hasCustomers({ authority, signUp }: Settings): boolean {
  return isExternalId(authority) || (signUp && isLocalhost(new URL(authority.origin).hostname))
}

export function accountKind(settings: Settings, identity: { tenantId: string }): AccountKind {
  if (isPersonalAccount(identity)) return 'personal'
  return hasCustomers(settings) ? 'customer' : 'work'
}
