// What a token may do, as check boxes by area; full access apart, behind a warning.

import type { Problems } from '../ui/form.tsx'
import { shorten } from '../ui/text.tsx'
import { Group } from './fields.tsx'
import type { FormValues } from './form.ts'
import { Privileged } from './parts.tsx'
import {
  commonAreas,
  FULL_ACCESS,
  furtherAreas,
  isKnownScope,
  type PatScope,
  type ScopeArea,
} from './scopes.ts'

export function ScopeFields({
  typed,
  held = [],
  problems,
}: { typed: FormValues; held?: string[] } & Problems) {
  const others = held.filter((name) => !isKnownScope(name) && name !== FULL_ACCESS)
  const chosen = new Set(typed.scopes)
  const isChosen = ({ chains }: ScopeArea) => chains.flat().some(({ name }) => chosen.has(name))
  return (
    <Group field="scope" legend="Scopes" problems={problems}>
      <p class="quiet">What the token can do. Select only what it needs.</p>
      <div class="areas">
        {commonAreas().map((area) => (
          <Area {...area} chosen={chosen} />
        ))}
        {others.length > 0 && <Area area="Other" chains={others.map(unknownScope)} chosen={chosen} />}
      </div>
      <details open={furtherAreas().some(isChosen)}>
        <summary>All other scopes</summary>
        <div class="areas">
          {furtherAreas().map((area) => (
            <Area {...area} chosen={chosen} />
          ))}
        </div>
      </details>
      <details open={typed.fullAccess}>
        <summary>Full access</summary>
        <p class="warning" id="full-warning">
          A full-access token can do anything you can, in every project. So can anyone who gets hold of it.
          Select single scopes instead if you can. You can’t combine them with full access.
        </p>
        <label class="choice">
          <input
            type="checkbox"
            name="full"
            value="yes"
            checked={typed.fullAccess}
            aria-describedby="full-warning"
          />
          <span>
            Full access
            <Privileged />
          </span>
        </label>
      </details>
    </Group>
  )
}

/** The stylesheet shows "included" at what stands before a chosen scope in its chain. */
function Area({ area, chains, chosen }: ScopeArea & { chosen: Set<string> }) {
  return (
    <fieldset class="area">
      <legend>{area}</legend>
      {chains.map((chain) => (
        <div class="chain">
          {chain.map(({ name, words, isPrivileged }) => (
            <label class="choice">
              <input type="checkbox" name="scope" value={name} checked={chosen.has(name)} />
              <span>
                {shorten(words)}
                {isPrivileged && <Privileged />}
                <span class="included"> (included)</span>
              </span>
            </label>
          ))}
        </div>
      ))}
    </fieldset>
  )
}

/** The token has it, and the table does not: it can be kept. */
const unknownScope = (name: string): PatScope[] => [{ name, area: '', words: name, isPrivileged: false }]
