// Names that are no variable of the app: misspelt, or another library's.
import { closest } from '../../../emulator/command-line/wrong-argument.ts'
import { VARIABLES } from '../../settings/variable-names.ts'
import type { Given } from '../diagnosis/findings.ts'
import { type Outcome, warn } from '../diagnosis/outcome.ts'
import type { Words } from './pasted-value.ts'

/** wrangler's own, which may stand in the same file. */
const WRANGLERS_OWN = /^(CLOUDFLARE|WRANGLER|CF)_/

// A line of a key that was pasted without quotes has a name as well, and must not be shown.
const isUnknown = (name: string) =>
  /^[A-Z][A-Z_]{2,40}$/.test(name) && !VARIABLES.includes(name) && !WRANGLERS_OWN.test(name)

const asFlag = (name: string) => name.toLowerCase().replaceAll('_', '-')
const BY_FLAG = new Map(VARIABLES.map((name) => [asFlag(name), name]))

/** AZURE_CLIENT_ID is CLIENT_ID, as other libraries call it, and CLIENT_SECERT misspelt. */
function meantBy(name: string): string | null {
  if (/(?:^|_)TENANT_ID$/.test(name)) return 'AUTHORITY'
  const [long] = VARIABLES.filter((each) => name.endsWith(`_${each}`))
  return long ?? BY_FLAG.get(closest(name, [...BY_FLAG.keys()]) ?? '') ?? null
}

/** What there is in place of a variable that is missing, in words to follow its name; null = nothing like it. */
export function inPlaceOf(missing: string, named: readonly string[]): Words | null {
  const other = named.find((name) => isUnknown(name) && meantBy(name) === missing)
  if (other === undefined) return null
  const rename =
    missing === 'AUTHORITY' && other.endsWith('TENANT_ID')
      ? `Set AUTHORITY to https://login.microsoftonline.com/ and the value of ${other}. (In another cloud, to its host.)`
      : `Rename ${other} to ${missing}.`
  return [`is missing, but there is ${other}`, rename]
}

/** A misspelt name is a variable that is not set. Those that are missing are named already. */
export function misspelt(
  named: readonly string[],
  variables: Given['variables'],
  missing: string[],
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
      if (meant !== null && missing.includes(meant)) return []
      const isFree = meant !== null && variables[meant] === undefined
      return warn(
        `${name} is not one of the app’s variables, and has no effect.`,
        `${isFree ? `Did you mean ${meant}? ` : ''}See .dev.vars.example for the names.`,
      )
    }),
  ]
}
