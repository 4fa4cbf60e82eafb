// The variables: all there, all well-formed, by the rules of the app itself.

import { fromEnv, parseAuthority, parseVariables } from '../../../src/entryway/protocol.ts'
import { featureVariables } from '../../settings/feature-variables.ts'
import { VARIABLES } from '../../settings/variable-names.ts'
import { check } from '../diagnosis/check.ts'
import type { Given } from '../diagnosis/findings.ts'
import { fail, type Outcome, pass, warn } from '../diagnosis/outcome.ts'
import { pastedWrong, swallowedBy } from './pasted-value.ts'

/** wrangler's own, which may stand in the same file. */
const WRANGLERS_OWN = /^(CLOUDFLARE|WRANGLER|CF)_/

function parseAll({ variables, withoutCredential }: Given) {
  const kept = withoutCredential && !variables.CLIENT_CERTIFICATE ? { CLIENT_SECRET: 'kept elsewhere' } : {}
  const env = { ...kept, ...variables }
  const { settings, problems } = fromEnv(env)
  const features = parseVariables(featureVariables, env, settings)
  return { settings, problems: [...problems, ...features.problems] }
}

/** A misspelt name is a variable that is not set. */
function misspelt(named: readonly string[]): Outcome[] {
  // A line of a key that was pasted without quotes has a name as well, and must not be shown.
  const unknown = named.filter(
    (name) => /^[A-Z][A-Z_]{2,40}$/.test(name) && !VARIABLES.includes(name) && !WRANGLERS_OWN.test(name),
  )
  const inSmallLetters = named.filter(
    (name) => !VARIABLES.includes(name) && VARIABLES.includes(name.toUpperCase()),
  )
  return [
    ...inSmallLetters.map((name) =>
      warn(
        `${name} has no effect: the names of variables are in capital letters.`,
        `Write ${name.toUpperCase()} instead.`,
      ),
    ),
    ...unknown.map((name) =>
      warn(
        `${name} is not one of the app’s variables, and has no effect.`,
        'See .dev.vars.example for the names.',
      ),
    ),
  ]
}

/** Instead of what the app says of the rest that arrived. */
function pasted(given: Given['variables'], { cutAtHash }: Given['file']): Map<string, Outcome> {
  return new Map(
    VARIABLES.flatMap((name) => {
      const words = cutAtHash.includes(name) ? CUT_AT_HASH : pastedWrong(given[name] ?? '')
      return words ? [[name, fail(`${name} ${words[0]}.`, words[1])] as const] : []
    }),
  )
}

const CUT_AT_HASH = ['ends at a #, where a comment begins', 'Put the whole value in single quotes.'] as const

/** Both are read here, and by npm run register; wrangler reads UTF-8. */
function savedWrong({ encoding }: Given['file']): Outcome[] {
  if (encoding !== 'UTF-16' && encoding !== 'UTF-32') return []
  return [
    fail(
      `The file is saved as ${encoding}, which wrangler cannot read.`,
      'Save it as UTF-8 in your editor, or run npm run register, which does. (In Windows PowerShell, > writes UTF-16.)',
    ),
  ]
}

export const variables = check({
  name: 'variables',
  needs: [],
  run(_, given) {
    const { variables, named, file } = given
    const { settings, problems } = parseAll(given)
    const unknown = [...misspelt(named), ...savedWrong(file)]
    const asPasted = pasted(variables, file)
    if (settings && problems.length === 0 && asPasted.size === 0) {
      const { authority } = settings
      return [pass('All are set and valid.', { authority, settings }), ...unknown]
    }
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
