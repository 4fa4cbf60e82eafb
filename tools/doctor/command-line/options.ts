// The command line, and the variables to check.

import { join } from 'node:path'
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { shownUnlessSecret, wrongArgument } from '../../../emulator/command-line/wrong-argument.ts'
import { isGuid, parseAuthority } from '../../../src/entryway/protocol.ts'
import { graphTokenProblem } from '../../app-registration/graph-token.ts'
import { isManyTenants, isOneTenant } from '../../app-registration/tenant.ts'
import { fileOf, isEnvironmentName } from '../../settings/environment.ts'
import { VARIABLES } from '../../settings/variable-names.ts'
import { npmRun, word } from '../../terminal/npm-run.ts'
import type { Given } from '../diagnosis/findings.ts'
import { NOTHING_READ, ROOT, readEnvFile } from './env-file.ts'
import { UsageError } from './usage-error.ts'

export type Options = Omit<Given, 'variables' | 'wrangler' | 'now'> & {
  /** Unfiltered, blank ones included. */
  variables: Record<string, string | undefined>
  /** Describes where the variables come from. */
  source: string
  wranglerPath: string
  json: boolean
}

/** CLIENT_ID → client-id. */
const flagOf = (variable: string) => variable.toLowerCase().replaceAll('_', '-')

const FLAGS: ParseArgsOptionsConfig = {
  ...Object.fromEntries(VARIABLES.map((name) => [flagOf(name), { type: 'string' }] as const)),
  'env-file': { type: 'string' },
  'variables-from-environment': { type: 'boolean' },
  tenant: { type: 'string' },
  env: { type: 'string' },
  'without-credential': { type: 'boolean' },
  config: { type: 'string' },
  json: { type: 'boolean' },
  strict: { type: 'boolean' },
  help: { type: 'boolean' },
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: FLAGS }).values
  } catch (error) {
    throw new UsageError(wrongArgument(error, args, FLAGS))
  }
}

type AboutTheApp = {
  env: string | null
  file: string | null
  tenant: string | null
  /** Set only if given by a flag or the environment, not by a file that register reads. */
  clientId: string | undefined
  authority: string | undefined
}

/** The cloud that register uses when only --tenant is given. */
const PUBLIC_CLOUD = 'https://login.microsoftonline.com'

/** With --tenant, register ignores AUTHORITY. If AUTHORITY is in another cloud, so is the tenant: pass --authority instead. */
function tenantFlag(tenant: string | null, { AUTHORITY }: Options['variables']): string[] {
  const named = parseAuthority(AUTHORITY ?? '')
  if (tenant === null) return []
  return named && isManyTenants(named.tenant) && named.origin !== PUBLIC_CLOUD
    ? ['--authority', word(`${named.origin}/${tenant}`)]
    : ['--tenant', word(tenant)]
}

/** Leaves out anything not shaped like an ID or an authority: it may be a misplaced secret. */
function registerFlags(
  { env, file, tenant, clientId, authority }: AboutTheApp,
  variables: Options['variables'],
): string[] {
  const id = clientId?.trim().toLowerCase()
  const named = parseAuthority(authority ?? '')
  const isHome = named !== null && !isManyTenants(named.tenant)
  return [
    ...(env === null ? [] : ['--env', env]),
    ...(file === null ? [] : ['--dev-vars', word(file)]),
    ...(isHome ? ['--authority', word(named.url)] : []),
    ...tenantFlag(tenant, variables),
    ...(isGuid(id) ? ['--client-id', id] : []),
  ]
}

/**
 * @returns null = --help
 * @throws {UsageError}
 */
export function readOptions(args: string[], environment: NodeJS.ProcessEnv): Options | null {
  const values = parse(args)
  if (values.help) return null
  const text = (flag: string) => (typeof values[flag] === 'string' ? values[flag] : null)
  const given = Object.fromEntries(
    VARIABLES.flatMap((name) => {
      const value = text(flagOf(name))
      return value === null ? [] : [[name, value] as const]
    }),
  )
  const tenant = text('tenant')
  if (tenant !== null && !isOneTenant(tenant)) {
    throw new UsageError(
      `--tenant must be the ID or domain of one tenant, but is ${shownUnlessSecret(tenant)}.`,
    )
  }
  const fromEnvironment = values['variables-from-environment'] === true
  if (fromEnvironment && text('env-file') !== null) {
    const file = shownUnlessSecret(text('env-file') ?? '')
    throw new UsageError(
      `--env-file ${file} and --variables-from-environment cannot be used together. Leave one out.`,
    )
  }
  const environmentName = text('env')
  if (environmentName !== null && !isEnvironmentName(environmentName)) {
    throw new UsageError(
      `--env must be the name of an environment in wrangler.toml, such as staging, but is ${shownUnlessSecret(environmentName)}.`,
    )
  }
  const aboutTheApp = {
    env: environmentName,
    file: text('env-file'),
    tenant,
    clientId: given.CLIENT_ID ?? (fromEnvironment ? environment.CLIENT_ID : undefined),
    authority: given.AUTHORITY ?? (fromEnvironment ? environment.AUTHORITY : undefined),
  }
  const wranglerPath = text('config') ?? join(ROOT, 'wrangler.toml')
  const file = {
    path: text('env-file'),
    environmentName,
    wranglerPath,
    create: npmRun('register', registerFlags(aboutTheApp, given)),
  }
  const { variables: found, ...read } = fromEnvironment
    ? { ...NOTHING_READ, variables: environment }
    : readEnvFile(file)
  const variables = { ...found, ...given }
  return {
    variables,
    named: Object.keys(fromEnvironment ? given : variables),
    ...read,
    graphToken: graphTokenIn(environment),
    withoutCredential: values['without-credential'] === true,
    environmentName,
    source: fromEnvironment ? 'the environment' : (text('env-file') ?? fileOf(environmentName)),
    homeTenant: tenant,
    registerFlags: registerFlags(aboutTheApp, variables),
    wranglerPath,
    json: values.json === true,
    strict: values.strict === true,
  }
}

/** A malformed token is an error: without it some checks are skipped, and the user would think they passed. */
function graphTokenIn({ GRAPH_TOKEN: given }: NodeJS.ProcessEnv): string | null {
  if (given === undefined) return null
  const token = given.trim()
  const problem = graphTokenProblem(token)
  if (problem) throw new UsageError(`${problem} Set it to an access token for Microsoft Graph, or unset it.`)
  return token
}
