// The home page's way to the tokens, with the number of those that end soon.
import type { Expiring } from '../context.ts'
import { SOON_DAYS } from '../expiry.ts'

/** @param expiring null = not known */
export function TokensTile({ expiring }: { expiring: Expiring | null }) {
  return (
    <a class="card" href="/tokens">
      <strong>Personal access tokens</strong>
      {expiring && expiring.count > 0 ? (
        <span class="soon">
          {expiring.isAtLeast && 'At least '}
          {expiring.count} {expiring.count === 1 ? 'expires' : 'expire'} within {SOON_DAYS} days
        </span>
      ) : (
        <span>Create, rotate and revoke your Azure DevOps tokens</span>
      )}
    </a>
  )
}
