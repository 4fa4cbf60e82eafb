// npm run certificate: creates a key pair and a self-signed certificate to use in place of a client secret.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { fileError } from '../emulator/command-line/file-error.ts'
import { wrongArgument } from '../emulator/command-line/wrong-argument.ts'
import { newCertificate } from './certificate/key-pair.ts'
import { LONGEST_LIFETIME_DAYS } from './certificate/lifetime.ts'
import { readableWidth } from './terminal/lines.ts'
import { shown } from './terminal/printable.ts'
import { usageText } from './terminal/usage-text.ts'

const usage = (columns: number | null) =>
  usageText(
    [
      'Usage: npm run certificate -- [flags]',
      'Creates a key pair and a self-signed certificate, with which the app authenticates instead of a client secret. It uploads nothing: upload the certificate in the admin center, or run npm run register -- --certificate, which does both.',
    ],
    [
      {
        title: 'Flags',
        rows: [
          ['--days DAYS', `how long the certificate is valid, 1 to ${LONGEST_LIFETIME_DAYS}; default: 365`],
          ['--name NAME', 'the name in the certificate; default: Entryway'],
          [
            '--folder FOLDER',
            'the folder for the three files; existing files are not overwritten; default: certificate',
          ],
          ['--help', 'show this text'],
        ],
      },
      {
        title: 'Exit codes',
        rows: [
          ['0', 'the files are written'],
          ['1', 'a file of that name already exists, or the folder cannot be written'],
          ['2', 'invalid arguments'],
        ],
      },
    ],
    readableWidth(columns),
  )

/** Omits the list of flags, which would push the message off the screen. */
const SEE_HELP = 'See npm run certificate -- --help for all flags.'

class UsageError extends Error {}

type Ended = { exitCode: 0 | 1 | 2; output: string; error: string }

/**
 * Writes the files, and returns the output.
 * @param columns the terminal's width; null = not a terminal
 */
export async function certificate(args: string[], columns: number | null): Promise<Ended> {
  try {
    const options = readOptions(args)
    return { exitCode: 0, output: options ? await writeFiles(options) : usage(columns), error: '' }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const isUsage = error instanceof UsageError
    const text = isUsage ? `${error.message}\n${SEE_HELP}` : (fileError(error) ?? error.message)
    return { exitCode: isUsage ? 2 : 1, output: '', error: text }
  }
}

type Options = { days: number; name: string; folder: string }

/** @throws {UsageError} @returns null for --help */
function readOptions(args: string[]): Options | null {
  const values = parse(args)
  if (values.help) return null
  const days = Number(values.days)
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_LIFETIME_DAYS)
    throw new UsageError(
      `--days ${shown(values.days)} is not a whole number from 1 to ${LONGEST_LIFETIME_DAYS}.`,
    )
  if (values.name.trim() === '') throw new UsageError('--name is empty.')
  if (values.folder.trim() === '') throw new UsageError('--folder is empty.')
  return { ...values, days }
}

function parse(args: string[]) {
  const flags = {
    days: { type: 'string', default: '365' },
    name: { type: 'string', default: 'Entryway' },
    folder: { type: 'string', default: 'certificate' },
    help: { type: 'boolean' },
  } as const
  try {
    return parseArgs({ args, options: flags }).values
  } catch (error) {
    throw new UsageError(wrongArgument(error, args, flags))
  }
}

async function writeFiles({ days, name, folder }: Options): Promise<string> {
  const files = {
    certificate: join(folder, 'certificate.pem'),
    key: join(folder, 'key.pem'),
    variables: join(folder, 'dev.vars'),
  }
  const present = Object.values(files).find((file) => existsSync(file))
  if (present) throw new Error(`${present} already exists. Move it, or choose another folder with --folder.`)

  const { certificate, key } = await newCertificate(name, days, Date.now())

  mkdirSync(folder, { recursive: true })
  writeFileSync(files.certificate, certificate)
  writeFileSync(files.key, key, { mode: 0o600 })
  const oneLine = (text: string) => JSON.stringify(text)
  writeFileSync(
    files.variables,
    `CLIENT_CERTIFICATE=${oneLine(certificate)}\nCLIENT_CERTIFICATE_KEY=${oneLine(key)}\n`,
    { mode: 0o600 },
  )
  return `
  ${relative('.', files.certificate)}  upload this: your app > Certificates & secrets > Certificates
  ${relative('.', files.key)}          keep this to yourself
  ${relative('.', files.variables)}         both as variables: append them to .dev.vars

  Valid for ${days} days. If CLIENT_SECRET is also set, the app uses it when Entra rejects the certificate.
`
}

if (import.meta.main) {
  const { exitCode, output, error } = await certificate(
    process.argv.slice(2),
    process.stdout.isTTY ? process.stdout.columns : null,
  )
  if (output) console.log(output)
  if (error) console.error(error)
  process.exitCode = exitCode
}
