// npm run sessions: lists and ends the sessions in KV. Uses wrangler, so it needs the same access as a deployment.
import { parseArgs } from 'node:util'
import { shownUnlessSecret, wrongArgument } from '../emulator/command-line/wrong-argument.ts'
import { isGuid } from '../src/entryway/protocol.ts'
import { endAll, endTenant, endUser, listSessions } from './sessions/kv.ts'
import { readWranglerFile } from './settings/wrangler-file.ts'
import { readableWidth } from './terminal/lines.ts'
import { usageText } from './terminal/usage-text.ts'

const usage = usageText(
  [
    'Usage: npm run sessions -- list|end WHOSE [flags]',
    'Lists or ends the deployed app’s sessions. Ending them takes effect everywhere within two minutes. The store contains no names, so identify a user by the two GUIDs from the admin center.',
    '“person” and “session” are fields of the log. Times are in UTC. “Last use” is not stored at every request, so the real one may be later.',
  ],
  [
    {
      title: 'Whose',
      rows: [
        ['--user TENANT/OBJECT', 'one user: the tenant ID and the object ID, separated by a slash'],
        ['--tenant TENANT', 'all users of one tenant'],
        ['--all', 'all users'],
      ],
    },
    {
      title: 'Flags',
      rows: [
        ['--local', 'the store of npm run dev, instead of the deployed one'],
        ['--env NAME', 'an environment in wrangler.toml'],
        ['--help', 'show this text'],
      ],
    },
    {
      title: 'Exit codes',
      rows: [
        ['0', 'done'],
        ['1', 'wrangler failed; its output says why'],
        ['2', 'invalid arguments'],
      ],
    },
  ],
  readableWidth(process.stdout.isTTY ? process.stdout.columns : null),
)

function refuse(message: string): never {
  console.error(`${message}\nSee npm run sessions -- --help for all flags.`)
  process.exit(2)
}

function readOptions() {
  const flags = {
    user: { type: 'string' },
    tenant: { type: 'string' },
    all: { type: 'boolean' },
    local: { type: 'boolean' },
    env: { type: 'string' },
    help: { type: 'boolean' },
  } as const
  try {
    return parseArgs({ allowPositionals: true, options: flags })
  } catch (error) {
    return refuse(wrongArgument(error, process.argv.slice(2), flags))
  }
}

const { values, positionals } = readOptions()
if (values.help) {
  console.log(usage)
  process.exit(0)
}
const [command, ...rest] = positionals
if (command === undefined) refuse('The first argument must be list or end.')
if (command !== 'list' && command !== 'end')
  refuse(`Unknown command: ${shownUnlessSecret(command)}. Use list or end.`)
if (rest.length > 0) refuse(`Unexpected argument after ${command}: ${shownUnlessSecret(rest.join(' '))}.`)
const whose = (['user', 'tenant', 'all'] as const).filter((each) => values[each] !== undefined)
if (whose.length === 0) refuse('Whose sessions? Use one of --user, --tenant and --all.')
if (whose.length > 1) refuse(`--${whose.join(' and --')} cannot be used together. Use one of them.`)
const ids = (values.user ?? values.tenant ?? '').toLowerCase().split('/')
const areGuids = ids.every(isGuid)
if (values.user !== undefined && !(areGuids && ids.length === 2)) {
  refuse(
    `--user ${shownUnlessSecret(values.user)} is not two GUIDs, the tenant ID and the object ID, separated by a slash.`,
  )
}
if (values.tenant !== undefined && !(areGuids && ids.length === 1)) {
  refuse(`--tenant ${shownUnlessSecret(values.tenant)} is not one GUID, the tenant ID.`)
}
const [tenant = '', object = ''] = ids

const HEADINGS = ['began (UTC)', 'last use', 'browser', 'country', 'person', 'session', '']

function printTable(headings: string[], rows: string[][]): void {
  const widths = headings.map((heading, at) =>
    Math.max(heading.length, ...rows.map((row) => row[at]?.length ?? 0)),
  )
  for (const row of [headings, ...rows]) {
    console.log(
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
  }
}

if (values.env !== undefined) {
  const file = await readWranglerFile('wrangler.toml', values.env)
  if ('problem' in file) refuse(`wrangler.toml ${file.problem}. Check --env.`)
}
const place = { local: values.local === true, env: values.env }
try {
  if (command === 'list') {
    const { sessions, ended } = listSessions(place, values.user === undefined ? null : { tenant, object })
    const shown = sessions.filter((each) => values.tenant === undefined || each.isOfTenant(tenant))
    const rows = shown.map((each) => [
      ...[each.startedAt, each.usedAt, each.browser, each.country, each.person, each.session].map(
        (cell) => cell || '-',
      ),
      each.hasEnded ? 'ended' : '',
    ])
    if (rows.length > 0) printTable(HEADINGS, rows)
    console.log(`${shown.length} session${shown.length === 1 ? '' : 's'} (the list may be a minute old)`)
    if (ended) {
      const inLog = ended.person === '' ? '' : ` In the log, this user is person ${ended.person}.`
      console.log(`All sessions that began before ${ended.at} UTC have been ended.${inLog}`)
    }
  } else {
    if (values.user !== undefined) endUser(place, { tenant, object })
    else if (values.tenant !== undefined) endTenant(place, tenant)
    else endAll(place)
    console.log('Ended. This takes effect everywhere within two minutes. New sign-ins start new sessions.')
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
