// npm run register -- --help
import { readableWidth } from '../../terminal/lines.ts'
import { type Section, usageText } from '../../terminal/usage-text.ts'

const PARAGRAPHS = [
  'Usage: npm run register -- [flags]',
  'Registers this app in your Microsoft Entra tenant and writes .dev.vars. What no flag says is asked. Run again, it finds the app, shows what differs, and mends it.',
]

const SECTIONS: Section[] = [
  {
    title: 'Where',
    rows: [
      ['--tenant ID|DOMAIN', 'the tenant to register in; default: the one of the account that signs in'],
      [
        '--authority URL',
        'the same with a host, for other clouds: https://login.microsoftonline.us/{tenant}, https://{name}.ciamlogin.com, http://localhost:8788/{tenant}',
      ],
      ['--graph-url URL', 'Microsoft Graph, where the authority’s metadata does not name the right one'],
      [
        '--sign-in-client ID',
        'the public client that you sign in to; default: Microsoft Graph Command Line Tools',
      ],
      [
        '--device-code',
        'sign in with a code that you enter in a browser anywhere; default where no browser can be opened here. Many tenants block it',
      ],
      [
        'GRAPH_TOKEN',
        'in the environment: an access token for Graph, in place of the sign-in, such as where an administrator would have to approve it',
      ],
    ],
  },
  {
    title: 'What',
    rows: [
      [
        '--kind KIND',
        'who signs in: tenant (this one), organizations (any), common (any, and personal accounts), consumers (personal accounts), customers (External ID)',
      ],
      [
        '--name NAME',
        'what people see when they consent; default: Entryway, or with --env staging Entryway (staging). Where others of your tenant register it too, a name of your own',
      ],
      ['--client-id ID', 'an app that is registered already, whoever made it'],
      [
        '--redirect-uri URI',
        'once for each; those registered and not named are removed. Default: what is registered, else http://localhost:8787/getAToken',
      ],
      ['--secret', 'a client secret (default; where the tenant forbids secrets, a certificate instead), or'],
      ['--certificate', 'a new key pair with a self-signed certificate'],
      ['--lifetime DAYS', 'of the secret or the certificate, 1 to 730; default: 180'],
      ['--azure-devops NAME|URL', 'the Azure DevOps organization, for its personal access tokens'],
      ['--admin-consent', 'consent for everybody in the tenant'],
      ['--sign-up METHOD', 'External ID: password or passcode, each with an e-mail address'],
      [
        '--attributes LIST',
        'External ID: what a new customer is asked for: displayName,givenName,surname,city,country ...',
      ],
      [
        '--user-flow NAME',
        'External ID: the user flow to use or to make; default: "{name of the app} sign-up and sign-in"',
      ],
    ],
  },
  {
    title: 'How',
    rows: [
      [
        '--rotate',
        'add a new secret or certificate, and switch .dev.vars; the next run removes the one before',
      ],
      ['--delete', 'remove what this command made'],
      ['--dry-run', 'print each Graph call that would be made, and make none that changes anything'],
      ['--yes', 'ask nothing'],
      ['--json', 'one JSON document on stdout, everything else on stderr; implies --yes'],
      [
        '--env NAME',
        'an environment of wrangler.toml, such as staging: a registration of its own, remembered in .dev.vars.staging, and --deploy-secrets to that Worker',
      ],
      ['--dev-vars FILE', 'default: .dev.vars, or that of --env'],
      ['--overwrite', 'register although .dev.vars is of another app; the file before is kept beside it'],
      [
        '--deploy-secrets',
        'give the settings to the deployed Worker (wrangler secret bulk); else the commands are printed',
      ],
      ['--help', 'this text'],
    ],
  },
  {
    title: 'Exit codes',
    rows: [
      ['0', 'done, or nothing to do'],
      ['1', 'this command broke'],
      ['2', 'a flag is wrong'],
      ['3', 'the sign-in failed'],
      ['4', 'a role or a permission is missing'],
      ['5', 'Graph refused, or could not be reached'],
      ['6', '.dev.vars cannot be read or written, or is of another app'],
      ['7', 'the name is of another app, or there is no such app'],
      ['8', 'wrangler did not take the settings'],
      ['130', 'canceled'],
    ],
  },
]

/** @param columns null: it is not read at a terminal */
export const usage = (columns: number | null): string =>
  usageText(PARAGRAPHS, SECTIONS, readableWidth(columns))
