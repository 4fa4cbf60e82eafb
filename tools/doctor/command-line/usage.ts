// npm run doctor -- --help
import { readableWidth } from '../../terminal/lines.ts'
import { type Section, usageText } from '../../terminal/usage-text.ts'

const PARAGRAPHS = [
  'Usage: npm run doctor -- [flags]',
  'Checks the configuration of the app against the real authority, and says what to do. It changes nothing, and asks nobody to sign in.',
]

const SECTIONS: Section[] = [
  {
    title: 'What is checked',
    rows: [
      ['--env-file FILE', 'the variables to check; default: .dev.vars'],
      ['--variables-from-environment', 'those of the environment instead'],
      [
        '--redirect-uri URL',
        'this value in place of the one there; every variable has such a flag: CLIENT_ID has --client-id',
      ],
      [
        '--tenant ID|DOMAIN',
        'where the app is registered, if AUTHORITY is common or organizations: a credential is judged there only',
      ],
      ['--config FILE', 'wrangler’s file; default: wrangler.toml'],
    ],
  },
  {
    title: 'How',
    rows: [
      ['--json', 'one JSON document instead of text'],
      ['--strict', 'a warning counts as a failure'],
      ['--help', 'this text'],
    ],
  },
  {
    title: 'Exit codes',
    rows: [
      ['0', 'nothing fails'],
      ['1', 'something does'],
      ['2', 'it was called wrongly'],
    ],
  },
]

/** @param columns null: it is not read at a terminal */
export const usage = (columns: number | null): string =>
  usageText(PARAGRAPHS, SECTIONS, readableWidth(columns))
