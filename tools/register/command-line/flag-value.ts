// Checks for single flag values. Each error names the flag and the expected value.
import * as v from 'valibot'
import { azureDevOpsUrl, isGuid, isLocalhost } from '../../../src/entryway/protocol.ts'
import { type Attribute, attributeNames, isAttribute } from '../../app-registration/sign-up-attributes.ts'
import { LONGEST_LIFETIME_DAYS } from '../../certificate/lifetime.ts'
import { shown } from '../../terminal/printable.ts'
import { RegisterRefusal } from './refusal.ts'

const LONGEST_NAME = 120

/** @throws {RegisterRefusal} always */
export function refuse(flag: string, problem: string, expected: string): never {
  throw new RegisterRefusal(
    'usage',
    `--${flag} ${problem}.`,
    `Expected: ${expected}. See npm run register -- --help for all flags.`,
  )
}

export const AUTHORITY = 'such as https://login.microsoftonline.com/{tenant} or https://{name}.ciamlogin.com'
export const NAME = `1 to ${LONGEST_NAME} visible characters`
export const LIFETIME = `1 to ${LONGEST_LIFETIME_DAYS}`
export const ORGANIZATION =
  'its name, such as contoso, or any of its URLs, such as https://dev.azure.com/contoso'

/** Completes "the name …"; null = no problem. */
export function nameProblem(name: string): string | null {
  if (name === '') return 'is empty'
  if (name.length > LONGEST_NAME) return `has ${name.length} characters`
  // Invisible characters would let one app impersonate another.
  return /[\p{Cc}\p{Cf}]/u.test(name) ? 'contains invisible characters' : null
}

export function check(
  value: string | undefined,
  flag: string,
  isRight: (value: string) => boolean,
  expected: string,
): string | null {
  if (value === undefined) return null
  return isRight(value) ? value : refuse(flag, `${shown(value)} is not valid`, expected)
}

export function choice<T extends string>(
  value: string | undefined,
  flag: string,
  isOne: (value: string) => value is T,
  all: readonly string[],
): T | null {
  if (value === undefined) return null
  return isOne(value) ? value : refuse(flag, `${shown(value)} is not valid`, all.join(', '))
}

export function appName(name: string | undefined): string | null {
  const problem = nameProblem(name ?? '')
  return name === undefined ? null : problem === null ? name : refuse('name', problem, NAME)
}

export const guid = (value: string | undefined, flag: string) =>
  check(value?.toLowerCase(), flag, isGuid, 'an Application (client) ID (a GUID)')

export function isGraphUrl(value: string): boolean {
  const url = URL.parse(value)
  const local = url?.protocol === 'http:' && isLocalhost(url.hostname)
  return url !== null && (url.protocol === 'https:' || local) && url.href === `${url.origin}/`
}

const Days = v.pipe(
  v.string(),
  v.regex(/^\d{1,3}$/),
  v.transform(Number),
  v.minValue(1),
  v.maxValue(LONGEST_LIFETIME_DAYS),
)

export function lifetimeProblem(text: string): string | null {
  if (v.is(Days, text)) return null
  return `${shown(text)} is ${/^\d+$/.test(text) ? 'out of range' : 'not a number of days'}`
}

export function lifetime(text: string | undefined): number | null {
  if (text === undefined) return null
  const problem = lifetimeProblem(text)
  return problem === null ? Number(text) : refuse('lifetime', problem, `${LIFETIME} days`)
}

export function devOps(organization: string | undefined): string | null {
  if (organization === undefined) return null
  if (URL.parse(organization)?.password)
    return refuse('azure-devops', 'contains a password or token', 'the URL without it')
  return (
    azureDevOpsUrl(organization) ??
    refuse('azure-devops', `${shown(organization)} is not an organization`, ORGANIZATION)
  )
}

export function attributes(list: string | undefined): Attribute[] | null {
  if (list === undefined) return null
  const names = list.split(/[\s,]+/).filter(Boolean)
  const unknown = names.find((name) => !isAttribute(name))
  return names.every(isAttribute)
    ? names
    : refuse(
        'attributes',
        `has ${shown(unknown ?? '')}, which is not an attribute`,
        attributeNames.join(', '),
      )
}
