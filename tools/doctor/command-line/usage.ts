// npm run doctor -- --help
import { readableWidth } from '../../terminal/lines.ts'
import { type Section, usageText } from '../../terminal/usage-text.ts'

const PARAGRAPHS = [
  'Usage: npm run doctor -- [flags]',
  'Checks the configuration of the app against the real authority, and tells you how to fix what is wrong. It changes nothing, asks nobody to sign in, and never prints a secret.',
  'Fix failures from the top: later ones may be consequences. What was created minutes ago may not have arrived everywhere yet; where npm run register noted when that was, the doctor says so.',
]

const SECTIONS: Section[] = [
  {
    title: 'What is checked',
    rows: [
      ['--env-file FILE', 'the variables to check; default: .dev.vars'],
      [
        '--env NAME',
        'an environment of wrangler.toml, such as staging: .dev.vars.staging, and the bindings of [env.staging]',
      ],
      ['--variables-from-environment', 'the variables of the environment instead, as in CI'],
      [
        '--redirect-uri URL',
        'this value in place of the one there; every variable has such a flag: CLIENT_ID has --client-id. A secret given so stands in the shell’s history',
      ],
      [
        '--without-credential',
        'where the secret or certificate is kept elsewhere, as in CI: everything else is checked',
      ],
      [
        '--tenant ID|DOMAIN',
        'where the app is registered, if AUTHORITY is common or organizations: a credential can only be checked there',
      ],
      ['--config FILE', 'wrangler’s file; default: wrangler.toml'],
      [
        'GRAPH_TOKEN',
        'in the environment: an access token for Graph, to read the registration with where the app itself may not',
      ],
    ],
  },
  {
    title: 'How',
    rows: [
      ['--json', 'one JSON document instead of text'],
      ['--strict', 'a warning counts as a failure, such as a secret that expires within 30 days'],
      ['--help', 'this text'],
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

/** @param columns null: it is not read at a terminal */
export const usage = (columns: number | null): string =>
  usageText(PARAGRAPHS, SECTIONS, readableWidth(columns))
