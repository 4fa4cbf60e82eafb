// The command line, and the variables that it says to check.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ParseArgsOptionsConfig, parseArgs, parseEnv } from 'node:util'
import { isOneTenant } from '../../app-registration/tenant.ts'
import { fileOf, isEnvironmentName } from '../../settings/environment.ts'
import { noNotes, type RegisterNotes, readNotes } from '../../settings/register-notes.ts'
import { nothingReplaced, type Replaced, readReplaced } from '../../settings/replaced-credentials.ts'
import { VARIABLES } from '../../settings/variable-names.ts'
import { cutAtHash, type DecodedFile, decodeVariables } from '../../settings/variables-file.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')

/** Called wrongly. Its message never has an argument's text in it, which may be somebody's secret. */
export class UsageError extends Error {}

export type Options = {
  /** As they are there, blank ones too. */
  variables: Record<string, string | undefined>
  /** The names in the file and on the command line. */
  named: string[]
  replaced: Replaced
  notes: RegisterNotes
  file: { encoding: DecodedFile['encoding']; cutAtHash: string[] }
  graphToken: string | null
  withoutCredential: boolean
  /** The environment of wrangler's file; null = its top level. */
  environmentName: string | null
  /** Where the variables are from, in words. */
  source: string
  homeTenant: string | null
  wranglerPath: string
  json: boolean
  strict: boolean
  help: boolean
}

/** CLIENT_ID is --client-id. */
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
    throw new UsageError(flagProblem(error))
  }
}

/** A flag is named, where it is one by its form and no longer than they are; a word beside the flags may be a secret. */
function flagProblem(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  const [, flag] = /'(--[a-z][a-z-]{0,27})[' =]/.exec(message) ?? []
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return 'There is a word that belongs to no flag.'
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `There is no such flag${flag ? `: ${flag}` : ''}.`
  return `${flag ?? 'A flag'} lacks its value, or has one and takes none.`
}

type ReadFile = Pick<Options, 'replaced' | 'notes' | 'file'> & { variables: NodeJS.Dict<string> }

const NOTHING_READ: ReadFile = {
  variables: {},
  replaced: nothingReplaced,
  notes: noNotes,
  file: { encoding: null, cutAtHash: [] },
}

function readFile(path: string | null): ReadFile {
  const file = path ?? join(ROOT, '.dev.vars')
  if (!existsSync(file)) {
    throw new UsageError(
      path === null
        ? 'There is no .dev.vars yet. Copy .dev.vars.example and fill it in, or let npm run register create it.'
        : 'The file of --env-file (or of --env) does not exist.',
    )
  }
  try {
    const { text, encoding } = decodeVariables(readFileSync(file))
    return {
      variables: parseEnv(text),
      replaced: readReplaced(text),
      notes: readNotes(text),
      file: { encoding, cutAtHash: cutAtHash(text) },
    }
  } catch {
    throw new UsageError(`${path === null ? '.dev.vars' : 'The file of --env-file'} cannot be read.`)
  }
}

/** @throws {UsageError} */
export function readOptions(args: string[], environment: NodeJS.ProcessEnv): Options {
  const values = parse(args)
  const text = (flag: string) => (typeof values[flag] === 'string' ? values[flag] : null)
  const given = Object.fromEntries(
    VARIABLES.flatMap((name) => {
      const value = text(flagOf(name))
      return value === null ? [] : [[name, value] as const]
    }),
  )
  const tenant = text('tenant')
  if (tenant !== null && !isOneTenant(tenant)) {
    throw new UsageError('--tenant is the id or the domain of one tenant.')
  }
  const fromEnvironment = values['variables-from-environment'] === true
  if (fromEnvironment && text('env-file') !== null) {
    throw new UsageError('The variables are either those of a file or those of the environment.')
  }
  const help = values.help === true
  const isRead = !fromEnvironment && !help
  const environmentName = text('env')
  if (environmentName !== null && !isEnvironmentName(environmentName)) {
    throw new UsageError('--env is the name of an environment in wrangler.toml, such as staging.')
  }
  const ofEnvironment = environmentName && fileOf(environmentName)
  const path = text('env-file') ?? (ofEnvironment ? join(ROOT, ofEnvironment) : null)
  const { variables: found, ...read } = isRead
    ? readFile(path)
    : { ...NOTHING_READ, variables: fromEnvironment ? environment : {} }
  return {
    variables: { ...found, ...given },
    named: Object.keys(fromEnvironment ? given : { ...found, ...given }),
    ...read,
    graphToken: environment.GRAPH_TOKEN?.trim() || null,
    withoutCredential: values['without-credential'] === true,
    environmentName,
    source: fromEnvironment ? 'the environment' : (text('env-file') ?? ofEnvironment ?? '.dev.vars'),
    homeTenant: tenant,
    wranglerPath: text('config') ?? join(ROOT, 'wrangler.toml'),
    json: values.json === true,
    strict: values.strict === true,
    help,
  }
}
