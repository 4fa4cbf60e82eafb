// What the pages of tokens share: a token's state, scopes and organizations in words.

import type { Identity } from '../../entryway/index.ts'
import { shorten } from '../../ui/text.tsx'
import type { Pat } from '../pat.ts'
import { isVisible } from '../pat-name.ts'
import { scopesInWords } from '../pat-scope.ts'

/** @param most how many are named; all, when left out */
export function Scopes({ scopes, most = scopes.length }: { scopes: string[]; most?: number }) {
  const all = scopesInWords(scopes)
  const more = all.length - most
  if (all.length === 0) return <>none</>
  return (
    <ul class="scopes">
      {all.slice(0, most).map(({ text, isPrivileged }) => (
        <li>
          <bdi>{shorten(text)}</bdi>
          {isPrivileged && <Privileged />}
        </li>
      ))}
      {more > 0 && <li class="quiet">and {more} more</li>}
    </ul>
  )
}

export function Privileged() {
  return (
    <>
      {' '}
      <span class="badge privileged">high privilege</span>
    </>
  )
}

export function Organizations({ of: { targetAccounts } }: { of: Pat }) {
  if (targetAccounts === null) return <span class="badge privileged">all organizations</span>
  return <>{targetAccounts.length === 1 ? '1 organization' : `${targetAccounts.length} organizations`}</>
}

export function Name({ pat }: { pat: Pat | null }) {
  if (pat === null) return <>this token</>
  return <bdi>{isVisible(pat.displayName) ? shorten(pat.displayName) : '(no name)'}</bdi>
}

/** Whose the tokens are: in another tab somebody else may have signed in. */
export function Person({ identity: { username, name } }: { identity: Identity }) {
  return <bdi>{username ?? name ?? 'an account without a name'}</bdi>
}

/** Source: Azure DevOps, "Retirement of global personal access tokens"; test/recorded/azure-devops.json. */
export const GLOBAL_WARNING =
  'Azure DevOps retires tokens for all organizations on December 1, 2026. They stop working that day.'
