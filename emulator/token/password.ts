// The password grant (ROPC). Entra rejects it whenever a second factor is required, and every tenant here requires one.
// Source: "Microsoft identity platform and OAuth 2.0 Resource Owner Password Credentials".
import type { AppRegistration } from '../directory/app-registration.ts'
import type { Authority } from '../directory/authority.ts'
import { findMember } from '../directory/lookup.ts'
import { EntraError } from '../protocol/entra-error.ts'
import { type Parameters, required } from '../protocol/parameters.ts'
import type { State } from '../state/state.ts'

/** Checked before the app: personal accounts and customers can't use this grant. */
export function checkPasswordAuthority({ path, tenant }: Authority): void {
  if (path === 'common' || (tenant && tenant.kind !== 'work')) throw new EntraError(9001023)
}

/** Always throws: this grant can't prove a second factor. */
export function refusePassword(
  state: State,
  authority: Authority,
  app: AppRegistration,
  posted: Parameters,
): never {
  const username = required(posted, 'username')
  if (required(posted, 'password') === '') throw new EntraError(50056)
  findMember(state.people, authority, app, username)
  throw new EntraError(50076)
}
