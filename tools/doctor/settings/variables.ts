// The variables: all there, all well-formed, by the rules of the app itself.

import { parseAuthority } from '../../../src/entryway/entra/authority.ts'
import { readSettings, type Settings, SettingsError } from '../../../src/entryway/settings/settings.ts'
import { VARIABLES } from '../../settings/variable-names.ts'
import { check } from '../diagnosis/check.ts'
import type { Given } from '../diagnosis/findings.ts'
import { fail, type Outcome, pass, warn } from '../diagnosis/outcome.ts'
import { pastedWrong, swallowedBy } from './pasted-value.ts'

/** The binding is wrangler.toml's, which has a check of its own. */
const ANY_STORE = { SESSIONS: {} }

/** wrangler's own, which may stand in the same file. */
const WRANGLERS_OWN = /^(CLOUDFLARE|WRANGLER|CF)_/

function judge(variables: Given['variables']): Settings | SettingsError {
  try {
    return readSettings({ ...variables, ...ANY_STORE })
  } catch (error) {
    if (error instanceof SettingsError) return error
    throw error
  }
}

/** A misspelt name is a variable that is not set. */
function misspelt(named: readonly string[]): Outcome[] {
  // A line of a key that was pasted without quotes has a name as well, and must not be shown.
  const unknown = named.filter(
    (name) => /^[A-Z][A-Z_]{2,40}$/.test(name) && !VARIABLES.includes(name) && !WRANGLERS_OWN.test(name),
  )
  return unknown.map((name) =>
    warn(`${name} is none of the app’s variables, and does nothing.`, 'See .dev.vars.example for the names.'),
  )
}

/** Instead of what the app says of the rest that arrived. */
function pasted(given: Given['variables']): Map<string, Outcome> {
  return new Map(
    VARIABLES.flatMap((name) => {
      const words = pastedWrong(given[name] ?? '')
      return words ? [[name, fail(`${name} ${words[0]}.`, words[1])] as const] : []
    }),
  )
}

export const variables = check({
  name: 'variables',
  needs: [],
  run(_, { variables, named }) {
    const settings = judge(variables)
    const unknown = misspelt(named)
    const asPasted = pasted(variables)
    if (!(settings instanceof SettingsError) && asPasted.size === 0) {
      const { authority } = settings
      return [pass('All are there and well-formed.', { authority, settings }), ...unknown]
    }
    const problems = settings instanceof SettingsError ? settings.problems : []
    const swallowed = Object.values(variables).flatMap(swallowedBy)
    for (const { variable, problem, expected } of problems) {
      if (!asPasted.has(variable) && !swallowed.includes(variable))
        asPasted.set(variable, fail(`${variable} ${problem}.`, `It should be ${expected}.`))
    }
    const authority = asPasted.has('AUTHORITY') ? null : parseAuthority(variables.AUTHORITY ?? '')
    const wrong = [...asPasted.values()].map((each) => ({ ...each, found: authority ? { authority } : {} }))
    return [...wrong, ...unknown]
  },
})
