// The command's options.
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { wrongArgument } from './wrong-argument.ts'

/** @param command how it is called, such as `npx local-entra` */
export const usage = (command: string) => `Usage: ${command} [options]

Runs a local Microsoft Entra ID, External ID, Microsoft Graph, and Azure DevOps for development
and tests.

  --https             Serve over HTTPS. Creates a certificate authority on first use and prints
                      its path.
  --real-names        Serve under Microsoft's own host names and print the lines for your hosts
                      file. Implies --https.
  --host ADDRESS      Listen on this address, such as 0.0.0.0. Default: loopback only.
  --port PORT         Default: 8788, or 443 with --real-names. 0 picks a free port.
  --public-url URL    The URL that browsers and apps use if there is a proxy in front.
  --seed FILE         Load tenants, people, and apps from a JSON file instead of the samples.
  --state FILE        Keep registrations, consent, people, and personal access tokens in this
                      file between runs.
  --app-origin URL    Where the sample apps run. Default: http://localhost:8787.
  --base-path PATH    Where Entryway's own paths begin in them, such as /auth. Default: none.
  --ca-folder FOLDER  Where the certificate authority is kept. Default: ~/.local-entra.
  --help              Show this help.

Exit codes
  0  It was stopped, or this help was shown.
  1  It could not start: the port is in use, or the seed or the state cannot be used.
  2  Invalid arguments.
`

export type Options = {
  https: boolean
  realNames: boolean
  host: string | null
  port: number
  publicUrl: string | null
  /** Paths. */
  seed: string | null
  state: string | null
  caFolder: string
  appOrigin: string | null
  basePath: string
}

export class UsageError extends Error {}

const flags = {
  https: { type: 'boolean', default: false },
  'real-names': { type: 'boolean', default: false },
  host: { type: 'string' },
  port: { type: 'string' },
  'public-url': { type: 'string' },
  seed: { type: 'string' },
  state: { type: 'string' },
  'app-origin': { type: 'string' },
  'base-path': { type: 'string', default: '' },
  'ca-folder': { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: flags }).values
  } catch (error) {
    throw new UsageError(wrongArgument(error, args, flags))
  }
}

function readPort(text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback
  if (/^\d{1,5}$/.test(text) && Number(text) < 65536) return Number(text)
  throw new UsageError(`--port must be a number from 0 to 65535, not "${text}".`)
}

function readOrigin(flag: string, text: string | undefined): string | null {
  if (text === undefined) return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search + url.hash === '') {
    return url.origin
  }
  throw new UsageError(`${flag} must be a URL without a path, such as https://entra.example, not "${text}".`)
}

function readBasePath(text: string): string {
  if (/^(?:\/[\w.-]+)*$/.test(text)) return text
  throw new UsageError(`--base-path must be like /auth, not "${text}".`)
}

const path = (text: string | undefined) => (text === undefined ? null : resolve(text))

/** Null if the help is wanted. Throws UsageError. */
export function readOptions(args: string[]): Options | null {
  const values = parse(args)
  if (values.help) return null
  const realNames = values['real-names']
  return {
    https: values.https || realNames,
    realNames,
    host: values.host ?? null,
    port: readPort(values.port, realNames ? 443 : 8788),
    publicUrl: readOrigin('--public-url', values['public-url']),
    seed: path(values.seed),
    state: path(values.state),
    caFolder: path(values['ca-folder']) ?? join(homedir(), '.local-entra'),
    appOrigin: readOrigin('--app-origin', values['app-origin']),
    basePath: readBasePath(values['base-path']),
  }
}
