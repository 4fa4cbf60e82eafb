// npm run doctor -- --help
import { readableWidth } from '../../terminal/lines.ts'
import { type Section, usageText } from '../../terminal/usage-text.ts'

const PARAGRAPHS = [
  'Usage: npm run doctor -- [flags]',
  'Checks the app’s configuration against the real authority, and tells you how to fix any problem. It changes nothing, needs no sign-in, and never prints a secret.',
  'Fix failures from the top: later ones may be consequences. Changes made a few minutes ago may not have reached all of Entra’s servers yet. If npm run register made them, the doctor says so.',
]

const SECTIONS: Section[] = [
  {
    title: 'What is checked',
    rows: [
      ['--env-file FILE', 'the variables to check; default: .dev.vars'],
      [
        '--env NAME',
        'check an environment in wrangler.toml, such as staging: .dev.vars.staging, and the bindings of [env.staging]',
      ],
      ['--variables-from-environment', 'read the variables from the environment instead, as in CI'],
      [
        '--redirect-uri URL',
        'override one variable; every variable has such a flag: CLIENT_ID has --client-id. A secret passed this way stays in the shell’s history',
      ],
      [
        '--without-credential',
        'check everything except the secret or certificate, if it is stored elsewhere, as in CI',
      ],
      [
        '--tenant ID|DOMAIN',
        'where the app is registered, if AUTHORITY is common or organizations; credentials can only be checked there',
      ],
      ['--config FILE', 'wrangler’s file; default: wrangler.toml'],
      [
        'GRAPH_TOKEN',
        'in the environment: an access token for Graph, to read the registration if the app itself has no permission to',
      ],
    ],
  },
  {
    title: 'How',
    rows: [
      ['--json', 'one JSON document instead of text'],
      [
        '--strict',
        'a warning counts as a failure, such as a secret that expires within 30 days. So does a check that was skipped although a setting or flag would allow it, such as when the secret expires',
      ],
      ['--help', 'show this text'],
    ],
  },
  {
    title: 'Exit codes',
    rows: [
      ['0', 'nothing fails'],
      ['1', 'something fails, or with --strict warns'],
      ['2', 'invalid arguments'],
    ],
  },
]

/** @param columns null = not a terminal */
export const usage = (columns: number | null): string =>
  usageText(PARAGRAPHS, SECTIONS, readableWidth(columns))
