// All variables are set and valid, by the app's own rules.

import { shownUnlessSecret } from '../../../emulator/command-line/wrong-argument.ts'
import { fromEnv, parseAuthority, parseVariables, type Settings } from '../../../src/entryway/protocol.ts'
import { featureVariables } from '../../settings/feature-variables.ts'
import { VARIABLES } from '../../settings/variable-names.ts'
import { check } from '../diagnosis/check.ts'
import type { Given } from '../diagnosis/findings.ts'
import { fail, type Outcome, pass, warn } from '../diagnosis/outcome.ts'
import { inPlaceOf, misspelt } from './misspelt.ts'
import { somethingElse } from './pasted-credential.ts'
import { pastedWrong, swallowedBy, type Words } from './pasted-value.ts'

function parseAll({ variables, withoutCredential }: Given) {
  const kept = withoutCredential && !variables.CLIENT_CERTIFICATE ? { CLIENT_SECRET: 'kept elsewhere' } : {}
  const env = { ...kept, ...variables }
  const { settings, problems, ignored = [] } = fromEnv(env)
  const features = parseVariables(featureVariables, env, settings)
  return { settings, problems: [...problems, ...features.problems], ignored }
}

/** Paste errors, reported instead of the app's errors about what is left of the value. */
function pasted(given: Given['variables'], { cutAtHash }: Given['file']): Map<string, Words> {
  return new Map(
    VARIABLES.flatMap((name) => {
      const words = cutAtHash.includes(name)
        ? CUT_AT_HASH
        : (pastedWrong(given[name] ?? '') ?? somethingElse(name, given[name] ?? ''))
      return words ? [[name, words] as const] : []
    }),
  )
}

const CUT_AT_HASH: Words = ['ends at a #, where a comment begins', 'Put the whole value in single quotes.']

/** The doctor and npm run register read both encodings; wrangler reads only UTF-8. */
function savedWrong({ encoding }: Given['file']): Outcome[] {
  if (encoding !== 'UTF-16' && encoding !== 'UTF-32') return []
  return [
    fail(
      `The file is saved as ${encoding}, which wrangler cannot read.`,
      'Save it as UTF-8 in your editor, or run npm run register, which does. (In Windows PowerShell, > writes UTF-16.)',
    ),
  ]
}

/** Reported instead of every variable as missing. */
const notVariables = (otherContent: string) =>
  fail(
    `The file ${otherContent}.`,
    'It should have a line NAME=value for each variable, as .dev.vars.example does. npm run register writes them.',
  )

const SECRETS = [/SECRET$/, /KEY$/, /CERTIFICATE$/, /TOKEN$/, /WEBHOOK$/]

/** Quotes the current value, unless it may be a secret. */
function asGiven(name: string, { [name]: value }: Given['variables']): string {
  const withoutBraces = (value ?? '').replace(/^\{(.*)\}$/, '$1')
  const isSecret =
    SECRETS.some((form) => form.test(name)) || shownUnlessSecret(withoutBraces) !== withoutBraces
  return isSecret || value === undefined ? '' : `It is “${value}”. `
}

/** A tenant's ID and an app's ID always differ. */
const sameId = ({ authority, clientId }: Settings) =>
  fail(
    `AUTHORITY and CLIENT_ID have the same ID (${clientId}).`,
    `On the registration’s overview page, Directory (tenant) ID is for AUTHORITY (${authority.origin}/…), and Application (client) ID is for CLIENT_ID.`,
  )

const WRITES_IT = ' Or run npm run register, which writes it.'
const WAY_ON: Record<string, string> = {
  AUTHORITY: WRITES_IT,
  CLIENT_ID: WRITES_IT,
  CLIENT_SECRET: ' If you don’t have it, run npm run register, which creates a new secret.',
}

const setTwice = ({ setTwice: names }: Given['file']): Outcome[] =>
  names
    .filter((name) => VARIABLES.includes(name))
    .map((name) =>
      warn(
        `${name} is set more than once, and only the last one counts.`,
        'Keep the right one, and delete the others.',
      ),
    )

export const variables = check({
  name: 'variables',
  needs: [],
  run(_, given) {
    const { variables, named, file } = given
    const { settings, problems, ignored } = parseAll(given)
    const wrong = pasted(variables, file)
    const swallowed = Object.values(variables).flatMap(swallowedBy)
    for (const { variable, problem, expected } of [...problems, ...ignored]) {
      const other = variables[variable] === undefined ? inPlaceOf(variable, named) : null
      if (other !== null) wrong.set(variable, other)
      else if (!wrong.has(variable) && !swallowed.includes(variable))
        wrong.set(variable, [
          problem,
          `${asGiven(variable, variables)}It should be ${expected}.${WAY_ON[variable] ?? ''}`,
        ])
    }
    const failed: Outcome[] = []
    const warned: Outcome[] = []
    for (const [name, [problem, whatToDo]] of wrong) {
      if (ignored.some(({ variable }) => variable === name))
        warned.push(warn(`${name} ${problem}. The app ignores it.`, whatToDo))
      else failed.push(fail(`${name} ${problem}.`, whatToDo))
    }
    if (file.otherContent !== null && failed.length > 0) return [notVariables(file.otherContent)]
    const others = [
      ...warned,
      ...misspelt(named, variables, [...wrong.keys()]),
      ...savedWrong(file),
      ...setTwice(file),
    ]
    if (settings && failed.length === 0 && settings.authority.tenant === settings.clientId)
      return [sameId(settings), ...others]
    if (settings && failed.length === 0) {
      const { authority } = settings
      const sentence =
        warned.length > 0 ? 'All variables that sign-in needs are valid.' : 'All are set and valid.'
      return [pass(sentence, { authority, settings }), ...others]
    }
    const authority = parseAuthority(variables.AUTHORITY ?? '')
    return [...failed.map((each) => ({ ...each, found: authority ? { authority } : {} })), ...others]
  },
})
