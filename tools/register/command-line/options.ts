// Parses and validates the flags of npm run register; an error names the flag.
import { parseArgs } from 'node:util'
import { wrongArgument } from '../../../emulator/command-line/wrong-argument.ts'
import { isBasePath, parseAuthority } from '../../../src/entryway/protocol.ts'
import { type AccountKind, accountKinds, isAccountKind } from '../../app-registration/account-kind.ts'
import { redirectUrisProblem } from '../../app-registration/redirect-uris.ts'
import type { Attribute } from '../../app-registration/sign-up-attributes.ts'
import { isOneTenant } from '../../app-registration/tenant.ts'
import { fileOf, isEnvironmentName } from '../../settings/environment.ts'
import { word } from '../../terminal/npm-run.ts'
import {
  AUTHORITY,
  appName,
  attributes,
  check,
  choice,
  devOps,
  guid,
  isGraphUrl,
  lifetime,
  refuse,
} from './flag-value.ts'
import { RegisterRefusal } from './refusal.ts'

export type CredentialKind = 'secret' | 'certificate'
export type SignUpMethod = 'password' | 'passcode'

/** null = not set by a flag. */
export type Options = {
  help: boolean
  authority: string | null
  tenant: string | null
  graphUrl: string | null
  signInClient: string
  deviceCode: boolean
  kind: AccountKind | null
  name: string | null
  clientId: string | null
  redirectUris: string[] | null
  basePath: string | null
  credential: CredentialKind | null
  lifetimeDays: number | null
  azureDevOpsUrl: string | null
  adminConsent: boolean
  signUp: SignUpMethod | null
  attributes: Attribute[] | null
  userFlow: string | null
  rotate: boolean
  delete: boolean
  dryRun: boolean
  yes: boolean
  json: boolean
  /** The wrangler.toml environment; null = top level. */
  env: string | null
  devVars: string
  /** Flags that follow-up commands must repeat to reach the same app in the same place, as shell words. */
  standing: string[]
  overwrite: boolean
  deploySecrets: boolean
}

/** Microsoft Graph Command Line Tools: a public client available in every tenant. */
export const GRAPH_COMMAND_LINE_TOOLS = '14d82eec-204b-4c2f-b7e8-296a70dab67e'

const flags = {
  help: { type: 'boolean', default: false },
  authority: { type: 'string' },
  tenant: { type: 'string' },
  'graph-url': { type: 'string' },
  'sign-in-client': { type: 'string', default: GRAPH_COMMAND_LINE_TOOLS },
  'device-code': { type: 'boolean', default: false },
  kind: { type: 'string' },
  name: { type: 'string' },
  'client-id': { type: 'string' },
  'redirect-uri': { type: 'string', multiple: true },
  'base-path': { type: 'string' },
  secret: { type: 'boolean', default: false },
  certificate: { type: 'boolean', default: false },
  lifetime: { type: 'string' },
  'azure-devops': { type: 'string' },
  'admin-consent': { type: 'boolean', default: false },
  'sign-up': { type: 'string' },
  attributes: { type: 'string' },
  'user-flow': { type: 'string' },
  rotate: { type: 'boolean', default: false },
  delete: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  env: { type: 'string' },
  'dev-vars': { type: 'string' },
  overwrite: { type: 'boolean', default: false },
  'deploy-secrets': { type: 'boolean', default: false },
} as const

/** Whether to print JSON; works even if another flag is invalid. */
export const wantsJson = (argv: string[]): boolean => argv.includes('--json')

/** @throws {RegisterRefusal} naming the first invalid flag */
export function readOptions(argv: string[]): Options {
  const given = parse(argv)
  if (given.secret && given.certificate) {
    refuse('certificate', 'and --secret cannot be used together', 'one of the two')
  }
  if (given.rotate && given.delete) refuse('delete', 'and --rotate cannot be used together', 'one of the two')
  const env = check(given.env, 'env', isEnvironmentName, 'an environment of wrangler.toml, such as staging')
  const options: Options = {
    help: given.help,
    authority: check(given.authority, 'authority', (url) => parseAuthority(url) !== null, AUTHORITY),
    tenant: check(
      given.tenant,
      'tenant',
      isOneTenant,
      'the tenant’s ID (a GUID), or a domain of it, such as contoso.onmicrosoft.com',
    ),
    graphUrl: check(given['graph-url'], 'graph-url', isGraphUrl, 'an https URL without a path'),
    signInClient: guid(given['sign-in-client'], 'sign-in-client') ?? GRAPH_COMMAND_LINE_TOOLS,
    deviceCode: given['device-code'],
    kind: choice(given.kind, 'kind', isAccountKind, accountKinds),
    name: appName(given.name?.trim()),
    clientId: guid(given['client-id'], 'client-id'),
    redirectUris: given['redirect-uri'] ?? null,
    basePath: check(
      given['base-path'],
      'base-path',
      isBasePath,
      'a path such as /auth, or nothing for the root',
    ),
    credential: given.certificate ? 'certificate' : given.secret ? 'secret' : null,
    lifetimeDays: lifetime(given.lifetime),
    azureDevOpsUrl: devOps(given['azure-devops']),
    adminConsent: given['admin-consent'],
    signUp: choice(given['sign-up'], 'sign-up', isSignUp, ['password', 'passcode']),
    attributes: attributes(given.attributes),
    userFlow: check(given['user-flow']?.trim(), 'user-flow', (name) => name.length > 0, 'a name'),
    rotate: given.rotate,
    delete: given.delete,
    dryRun: given['dry-run'],
    yes: given.yes || given.json,
    json: given.json,
    env,
    devVars: given['dev-vars'] ?? fileOf(env),
    standing: standingFlags(given),
    overwrite: given.overwrite,
    deploySecrets: given['deploy-secrets'],
  }
  const wrong = options.redirectUris && redirectUrisProblem(options.redirectUris, options.kind ?? 'tenant')
  if (wrong)
    refuse(
      'redirect-uri',
      wrong,
      'such as http://localhost:8787/getAToken or https://app.example.com/callback',
    )
  const forCustomers = [options.signUp, options.attributes, options.userFlow].some((each) => each !== null)
  if (forCustomers && options.kind !== null && options.kind !== 'customers') {
    refuse(
      'kind',
      `${options.kind} has no user flow`,
      'customers with --sign-up, --attributes or --user-flow',
    )
  }
  return options
}

function parse(argv: string[]) {
  try {
    return parseArgs({ args: argv, options: flags, strict: true }).values
  } catch (error) {
    throw new RegisterRefusal(
      'usage',
      wrongArgument(error, argv, flags),
      'See npm run register -- --help for all flags.',
    )
  }
}

/** Everything else is stored in .dev.vars or the registration. */
const STANDING = [
  'env',
  'dev-vars',
  'authority',
  'tenant',
  'graph-url',
  'sign-in-client',
  'device-code',
  'kind',
  'redirect-uri',
  'base-path',
  'lifetime',
] as const

function standingFlags(given: ReturnType<typeof parse>): string[] {
  return STANDING.flatMap((flag) => {
    const value = given[flag]
    if (value === undefined || value === false || value === flags['sign-in-client'].default) return []
    if (value === true) return [`--${flag}`]
    return [value].flat().flatMap((each) => [`--${flag}`, word(each)])
  })
}

const isSignUp = (value: string): value is SignUpMethod => value === 'password' || value === 'passcode'
