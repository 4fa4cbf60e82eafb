// npm run register -- --help
import { readableWidth } from '../../terminal/lines.ts'
import { type Section, usageText } from '../../terminal/usage-text.ts'

const PARAGRAPHS = [
  'Usage: npm run register -- [flags]',
  'Registers this app in your Microsoft Entra tenant and writes .dev.vars. It asks for whatever the flags leave open. Run it again to see and fix any differences.',
]

const SECTIONS: Section[] = [
  {
    title: 'Where',
    rows: [
      ['--tenant ID|DOMAIN', 'the tenant to register in; default: the tenant of the account that signs in'],
      [
        '--authority URL',
        'the same with a host, for other clouds: https://login.microsoftonline.us/{tenant}, https://{name}.ciamlogin.com, http://localhost:8788/{tenant}',
      ],
      ['--graph-url URL', 'Microsoft Graph’s URL, if the authority’s metadata does not have the right one'],
      [
        '--sign-in-client ID',
        'the public client to sign in with; default: Microsoft Graph Command Line Tools',
      ],
      [
        '--device-code',
        'sign in with a code that you enter in a browser anywhere; the default if no browser can be opened here. Many tenants block it',
      ],
      [
        'GRAPH_TOKEN',
        'in the environment: an access token for Graph to use instead of signing in, for example if an administrator would have to approve the sign-in',
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
        'app name (shown on the consent screen); default: Entryway, or Entryway (staging) with --env staging. Choose another name if others in your tenant register it too',
      ],
      ['--client-id ID', 'an app that is already registered, by this command or not'],
      [
        '--redirect-uri URI',
        'repeat it for each URI; registered URIs that are not named are removed. Default: those registered, or http://localhost:8787/getAToken',
      ],
      [
        '--base-path PATH',
        'the basePath that the app passes to entryway(), such as /auth, for the front-channel logout URL. Default: the registered one, or none',
      ],
      ['--secret', 'a client secret (the default, unless the tenant forbids secrets), or'],
      ['--certificate', 'a new key pair with a self-signed certificate'],
      ['--lifetime DAYS', 'of the secret or the certificate, 1 to 730; default: 180'],
      [
        '--azure-devops NAME|URL',
        'the Azure DevOps organization, for its personal access tokens: contoso, or any of its URLs',
      ],
      ['--admin-consent', 'grant admin consent for the whole tenant'],
      ['--sign-up METHOD', 'External ID: password or passcode, each with an email address'],
      [
        '--attributes LIST',
        'External ID: what new customers are asked for: displayName,givenName,surname,city,country ...',
      ],
      [
        '--user-flow NAME',
        'External ID: the user flow to use or create; default: "{name of the app} sign-up and sign-in"',
      ],
    ],
  },
  {
    title: 'How',
    rows: [
      [
        '--rotate',
        'add a new secret or certificate, and switch .dev.vars to it; the next run removes the old one',
      ],
      ['--delete', 'remove what this command created'],
      ['--dry-run', 'print each Graph call that would be made, without changing anything'],
      ['--yes', 'ask nothing'],
      ['--json', 'one JSON document on stdout, everything else on stderr; implies --yes'],
      [
        '--env NAME',
        'an environment that is in wrangler.toml, such as staging: it gets its own registration, recorded in .dev.vars.staging, and --deploy-secrets to that Worker',
      ],
      ['--dev-vars FILE', 'default: .dev.vars, or that of --env'],
      ['--overwrite', 'register even if .dev.vars belongs to another app; the old file is kept next to it'],
      [
        '--deploy-secrets',
        'upload the settings to the deployed Worker (wrangler secret bulk); without it, the commands are printed',
      ],
      ['--help', 'show this text'],
    ],
  },
  {
    title: 'Exit codes',
    rows: [
      ['0', 'done, or nothing to do'],
      ['1', 'this command failed unexpectedly'],
      ['2', 'invalid flags'],
      ['3', 'the sign-in failed'],
      ['4', 'a role or a permission is missing'],
      ['5', 'Graph returned an error, or could not be reached'],
      ['6', '.dev.vars cannot be read or written, belongs to another app, or is in use by another run'],
      ['7', 'the name belongs to another app, or the app does not exist'],
      ['8', 'wrangler did not accept the settings'],
      ['130', 'canceled'],
    ],
  },
]

/** @param columns null: not a terminal */
export const usage = (columns: number | null): string =>
  usageText(PARAGRAPHS, SECTIONS, readableWidth(columns))
