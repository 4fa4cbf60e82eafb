// The command line of npm run sessions.
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { shownUnlessSecret, wrongArgument } from '../../emulator/command-line/wrong-argument.ts'
import { isGuid } from '../../src/entryway/protocol.ts'
import type { Place } from './keys.ts'
import type { User } from './kv.ts'

export type Options = {
  command: 'list' | 'end'
  /** Both null: everyone's. */
  user: User | null
  tenant: string | null
  place: Place
}

export class UsageError extends Error {}

const FLAGS = {
  user: { type: 'string' },
  tenant: { type: 'string' },
  all: { type: 'boolean' },
  local: { type: 'boolean' },
  env: { type: 'string' },
  help: { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig

function parse(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: FLAGS })
  } catch (error) {
    throw new UsageError(wrongArgument(error, args, FLAGS))
  }
}

/** @throws {UsageError} naming the invalid argument @returns null for --help */
export function readOptions(args: string[]): Options | null {
  const { values, positionals } = parse(args)
  if (values.help) return null
  const [command, ...rest] = positionals
  if (command === undefined) throw new UsageError('The first argument must be list or end.')
  if (command !== 'list' && command !== 'end')
    throw new UsageError(`Unknown command: ${shownUnlessSecret(command)}. Use list or end.`)
  if (rest.length > 0)
    throw new UsageError(`Unexpected argument after ${command}: ${shownUnlessSecret(rest.join(' '))}.`)
  const whose = (['user', 'tenant', 'all'] as const).filter((each) => values[each] !== undefined)
  if (whose.length === 0) throw new UsageError('Whose sessions? Use one of --user, --tenant and --all.')
  if (whose.length > 1)
    throw new UsageError(`--${whose.join(' and --')} cannot be used together. Use one of them.`)
  return {
    command,
    user: values.user === undefined ? null : readUser(values.user),
    tenant: values.tenant === undefined ? null : readTenant(values.tenant),
    place: { local: values.local === true, env: values.env ?? null },
  }
}

function readUser(value: string): User {
  const [tenant = '', object = '', ...rest] = value.toLowerCase().split('/')
  if (isGuid(tenant) && isGuid(object) && rest.length === 0) return { tenant, object }
  throw new UsageError(
    `--user ${shownUnlessSecret(value)} is not two GUIDs, the tenant ID and the object ID, separated by a slash.`,
  )
}

function readTenant(value: string): string {
  const tenant = value.toLowerCase()
  if (isGuid(tenant)) return tenant
  throw new UsageError(`--tenant ${shownUnlessSecret(value)} is not one GUID, the tenant ID.`)
}
