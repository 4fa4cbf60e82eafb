// npm run sessions -- --help
import { readableWidth } from '../terminal/lines.ts'
import { usageText } from '../terminal/usage-text.ts'

/** @param columns null = not a terminal */
export const usage = (columns: number | null): string =>
  usageText(
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
    readableWidth(columns),
  )
