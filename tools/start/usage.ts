// npm start -- --help
import { firstTenants as tenants } from '../../emulator/seed.ts'
import { readableWidth } from '../terminal/lines.ts'
import { type Section, usageText } from '../terminal/usage-text.ts'
import { localAuthorities } from './local-authority.ts'

const PARAGRAPHS = [
  'Usage: npm start -- [options]',
  'Starts a local Entra, and the app set up for it. Neither needs an account, a tenant, or a network. Your .dev.vars is not used or changed; to run the app against your own tenant, use npm run dev.',
]

const SECTIONS: Section[] = [
  {
    title: 'Who can sign in',
    rows: [
      ['--authority NAME', 'the accounts to accept; default: contoso'],
      ...localAuthorities.map(([name, { sentence }]): [string, string] => [`  ${name}`, sentence]),
      [
        '--allowed-tenants A,B',
        `if several tenants can sign in, accept only these: ${tenants.map(({ name }) => name).join(', ')}`,
      ],
      [
        '--seed FILE',
        'load tenants, people, and apps from a JSON file instead of the samples. The app signs in with the registration in it that has the redirect URI http://localhost/getAToken',
      ],
    ],
  },
  {
    title: 'The app',
    rows: [
      [
        '--var NAME=VALUE',
        'override a setting; repeat it for more. .dev.vars.example lists the settings. Quote the value in single quotes if it has a $, a & or a space',
      ],
      ['--base-path PATH', 'the basePath that the app passes to entryway(), such as /auth; default: none'],
      ['--port NUMBER', 'where the app listens; default: 8787. 0 picks a free port'],
      ['--entra-port NUMBER', 'where the local Entra listens; default: 8788. 0 picks a free port'],
      [
        '--inspector-port NUMBER',
        'where a debugger attaches to the app, usually 9229; default: any free port',
      ],
      [
        '--state FOLDER',
        'where sessions are stored between starts; default: .wrangler/state. The local Entra loses all its data when it stops',
      ],
      ['--help', 'show this text'],
    ],
  },
  {
    title: 'Exit codes',
    rows: [
      ['0', 'it was stopped, or this text was shown'],
      ['1', 'it could not start: a port is in use, the seed cannot be used, or wrangler failed'],
      ['2', 'invalid arguments'],
    ],
  },
]

const EXAMPLES = `Examples
  npm start
  npm start -- --authority customers
  npm start -- --authority organizations --allowed-tenants contoso,fabrikam
  npm start -- --var SESSION_IDLE_MINUTES=5 --var SIGN_UP=on
  npm start -- --var 'SCOPE=User.Read Calendars.Read'
  npm start -- --seed seed.json
  npm start -- --port 0 --entra-port 0`

export const usage = (columns: number | null): string =>
  `${usageText(PARAGRAPHS, SECTIONS, readableWidth(columns))}\n\n${EXAMPLES}`
