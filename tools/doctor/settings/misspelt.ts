// Names that are not the app's variables: misspelled, or from another library.
import { closest } from '../../../emulator/command-line/wrong-argument.ts'
import { VARIABLES } from '../../settings/variable-names.ts'
import type { Given } from '../diagnosis/findings.ts'
import { type Outcome, warn } from '../diagnosis/outcome.ts'
import type { Words } from './pasted-value.ts'

/** wrangler's own variables, allowed in the same file. */
const WRANGLERS_OWN = /^(CLOUDFLARE|WRANGLER|CF)_/

// A line of an unquoted key also parses as a name, and must not be printed.
const isUnknown = (name: string) =>
  /^[A-Z][A-Z_]{2,40}$/.test(name) && !VARIABLES.includes(name) && !WRANGLERS_OWN.test(name)

const asFlag = (name: string) => name.toLowerCase().replaceAll('_', '-')
const BY_FLAG = new Map(VARIABLES.map((name) => [asFlag(name), name]))

/** Maps other libraries' names (AZURE_CLIENT_ID) and misspellings (CLIENT_SECERT) to ours. */
function meantBy(name: string): string | null {
  if (/(?:^|_)TENANT_ID$/.test(name)) return 'AUTHORITY'
  const [long] = VARIABLES.filter((each) => name.endsWith(`_${each}`))
  return long ?? BY_FLAG.get(closest(name, [...BY_FLAG.keys()]) ?? '') ?? null
}

/** A similar name set instead of a missing variable, phrased to follow the variable's name; null = none. */
export function inPlaceOf(missing: string, named: readonly string[]): Words | null {
  const other = named.find((name) => isUnknown(name) && meantBy(name) === missing)
  if (other === undefined) return null
  const rename =
    missing === 'AUTHORITY' && other.endsWith('TENANT_ID')
      ? `Set AUTHORITY to https://login.microsoftonline.com/ and the value of ${other}. (In another cloud, to its host.)`
      : `Rename ${other} to ${missing}.`
  return [`is missing, but there is ${other}`, rename]
}

/** A misspelled name leaves its variable unset. One with an error is already reported. */
export function misspelt(
  named: readonly string[],
  variables: Given['variables'],
  reported: string[],
): Outcome[] {
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
    ...named.filter(isUnknown).flatMap((name) => {
      const meant = meantBy(name)
      if (meant !== null && reported.includes(meant)) return []
      const isFree = meant !== null && variables[meant] === undefined
      return warn(
        `${name} is not one of the app’s variables, and has no effect.`,
        `${isFree ? `Did you mean ${meant}? ` : ''}See .dev.vars.example for the names.`,
      )
    }),
  ]
}
