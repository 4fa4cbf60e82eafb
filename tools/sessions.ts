// npm run sessions: lists and ends the sessions in KV. Uses wrangler, so it needs the same access as a deployment.
import { fileError } from '../emulator/command-line/file-error.ts'
import { type Keys, keysAt, type Place } from './sessions/keys.ts'
import { endAll, endTenant, endUser, listSessions } from './sessions/kv.ts'
import { type Options, readOptions, UsageError } from './sessions/options.ts'
import { usage } from './sessions/usage.ts'
import { readWranglerFile } from './settings/wrangler-file.ts'

const SEE_HELP = 'See npm run sessions -- --help for all flags.'

type Surroundings = {
  /** The terminal's width; null = not a terminal. */
  columns: number | null
  wranglerPath: string
  keysAt(place: Place): Keys
}

type Ended = { exitCode: 0 | 1 | 2; output: string; error: string }

/** Does what `args` say, and returns the output. */
export async function sessions(args: string[], surroundings: Surroundings): Promise<Ended> {
  try {
    const options = readOptions(args)
    if (!options) return { exitCode: 0, output: usage(surroundings.columns), error: '' }
    await assertEnvironment(options.place, surroundings.wranglerPath)
    const keys = surroundings.keysAt(options.place)
    const output = options.command === 'list' ? list(keys, options) : end(keys, options)
    return { exitCode: 0, output, error: '' }
  } catch (error) {
    const message = fileError(error) ?? (error instanceof Error ? error.message : String(error))
    return error instanceof UsageError
      ? { exitCode: 2, output: '', error: `${message}\n${SEE_HELP}` }
      : { exitCode: 1, output: '', error: message }
  }
}

async function assertEnvironment({ env }: Place, wranglerPath: string): Promise<void> {
  if (env === null) return
  const file = await readWranglerFile(wranglerPath, env)
  if ('problem' in file) throw new UsageError(`wrangler.toml ${file.problem}. Check --env.`)
}

const HEADINGS = ['began (UTC)', 'last use', 'browser', 'country', 'person', 'session', '']

function list(keys: Keys, { user, tenant }: Options): string {
  const { sessions, ended } = listSessions(keys, user)
  const shown = sessions.filter((each) => tenant === null || each.isOfTenant(tenant))
  const rows = shown.map((each) => [
    ...[each.startedAt, each.usedAt, each.browser, each.country, each.person, each.session].map(
      (cell) => cell || '-',
    ),
    each.hasEnded ? 'ended' : '',
  ])
  const lines = rows.length > 0 ? table(HEADINGS, rows) : []
  lines.push(`${shown.length} session${shown.length === 1 ? '' : 's'} (the list may be a minute old)`)
  if (ended) {
    const inLog = ended.person === '' ? '' : ` In the log, this user is person ${ended.person}.`
    lines.push(`All sessions that began before ${ended.at} UTC have been ended.${inLog}`)
  }
  return lines.join('\n')
}

function table(headings: string[], rows: string[][]): string[] {
  const widths = headings.map((heading, at) =>
    Math.max(heading.length, ...rows.map((row) => row[at]?.length ?? 0)),
  )
  return [headings, ...rows].map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

function end(keys: Keys, { user, tenant }: Options): string {
  if (user) endUser(keys, user)
  else if (tenant !== null) endTenant(keys, tenant)
  else endAll(keys)
  return 'Ended. This takes effect everywhere within two minutes. New sign-ins start new sessions.'
}

if (import.meta.main) {
  const { exitCode, output, error } = await sessions(process.argv.slice(2), {
    columns: process.stdout.isTTY ? process.stdout.columns : null,
    wranglerPath: 'wrangler.toml',
    keysAt,
  })
  if (output) console.log(output)
  if (error) console.error(error)
  process.exitCode = exitCode
}
