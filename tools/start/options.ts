// The command line of npm start.
import { join, resolve } from 'node:path'
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { wrongArgument } from '../../emulator/command-line/wrong-argument.ts'
import { firstTenants as tenants } from '../../emulator/seed.ts'
import { isBasePath } from '../../src/entryway/protocol.ts'
import { VARIABLES } from '../settings/variable-names.ts'
import { findLocalAuthority, type LocalAuthority, localAuthorityNames } from './local-authority.ts'
import { UsageError } from './start-error.ts'

const ROOT = join(import.meta.dirname, '..', '..')

export type Options = {
  /** A sample's; with a seed, the file has it. */
  authority: LocalAuthority & { name: string }
  /** The path of a seed file; null = the samples. */
  seed: string | null
  /** '' = none. */
  basePath: string
  /** Tenant ids; empty = all that the authority accepts. */
  allowedTenants: string[]
  port: number
  entraPort: number
  /** The port for attaching a debugger to the app. */
  inspectorPort: number
  /** The folder that stores sessions between starts. */
  state: string
  /** App settings that override the local ones. */
  overrides: Record<string, string>
}

/** @throws {UsageError} naming the invalid option @returns null for --help */
export function readOptions(args: string[]): Options | null {
  const values = parse(args)
  if (values.help) return null
  const [port, entraPort] = [readPort('--port', values.port), readPort('--entra-port', values['entra-port'])]
  if (port === entraPort && port !== 0) {
    throw new UsageError(`--port and --entra-port are both ${port}. Each needs a port of its own.`)
  }
  if (values.seed !== undefined && (values.authority !== undefined || values['allowed-tenants'] !== '')) {
    throw new UsageError('--authority and --allowed-tenants choose among the samples, which --seed replaces.')
  }
  const name = values.authority ?? 'contoso'
  const authority = findLocalAuthority(name)
  if (!authority) {
    throw new UsageError(`"${name}" is not an authority. Choose one of: ${localAuthorityNames.join(', ')}`)
  }
  return {
    authority: { ...authority, name },
    seed: values.seed === undefined ? null : resolve(values.seed),
    allowedTenants: values['allowed-tenants'].split(',').filter(Boolean).map(tenantId),
    basePath: readBasePath(values['base-path']),
    port,
    entraPort,
    inspectorPort: readPort('--inspector-port', values['inspector-port']),
    state: values.state,
    overrides: Object.fromEntries(values.var.map(readOverride)),
  }
}

const FLAGS = {
  authority: { type: 'string' },
  'allowed-tenants': { type: 'string', default: '' },
  seed: { type: 'string' },
  var: { type: 'string', multiple: true, default: [] },
  'base-path': { type: 'string', default: '' },
  port: { type: 'string', default: '8787' },
  'entra-port': { type: 'string', default: '8788' },
  'inspector-port': { type: 'string', default: '0' },
  state: { type: 'string', default: join(ROOT, '.wrangler', 'state') },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsOptionsConfig

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: FLAGS }).values
  } catch (error) {
    throw new UsageError(wrongArgument(error, args, FLAGS))
  }
}

function readPort(flag: string, text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65536) return Number(text)
  throw new UsageError(
    `${flag} "${text}" is not a port. Use a number from 1 to 65535, or 0 for any free port.`,
  )
}

function readBasePath(path: string): string {
  if (isBasePath(path)) return path
  throw new UsageError(`--base-path "${path}" is not a base path, such as /auth.`)
}

function tenantId(name: string): string {
  const tenant = tenants.find((each) => each.name === name)
  if (tenant) return tenant.id
  const names = tenants.map((each) => each.name).join(', ')
  throw new UsageError(`"${name}" is not a tenant. Choose from: ${names}`)
}

/** A misspelled name would have no effect. */
function readOverride(pair: string): [string, string] {
  const [, name = '', value = ''] = /^(\w+)=([^\n]*)$/.exec(pair) ?? []
  if (name === '') throw new UsageError(`--var "${pair}" is not of the form NAME=VALUE.`)
  if (VARIABLES.includes(name)) return [name, value]
  throw new UsageError(`The app has no setting ${name}. .dev.vars.example lists them.`)
}
