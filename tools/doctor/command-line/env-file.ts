// The variables file: the environment's own, unless a flag names another.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { shownUnlessSecret } from '../../../emulator/command-line/wrong-argument.ts'
import { fileOf } from '../../settings/environment.ts'
import { noNotes, type RegisterNotes, readNotes } from '../../settings/register-notes.ts'
import { nothingReplaced, type Replaced, readReplaced } from '../../settings/replaced-credentials.ts'
import {
  cutAtHash,
  decodeVariables,
  type FileForm,
  otherContent,
  setTwice,
} from '../../settings/variables-file.ts'
import { MissingFile, UsageError } from './usage-error.ts'

export const ROOT = join(import.meta.dirname, '..', '..', '..')

type EnvFile = {
  variables: NodeJS.Dict<string>
  replaced: Replaced
  notes: RegisterNotes
  file: FileForm
}

export const NOTHING_READ: EnvFile = {
  variables: {},
  replaced: nothingReplaced,
  notes: noNotes,
  file: { encoding: null, cutAtHash: [], setTwice: [], otherContent: null },
}

type Named = {
  /** From --env-file; null = the environment's own file. */
  path: string | null
  environmentName: string | null
  wranglerPath: string
  /** The command that creates it. */
  create: string
}

/** @throws {UsageError} */
export function readEnvFile({ path, environmentName, wranglerPath, create }: Named): EnvFile {
  const own = fileOf(environmentName)
  const file = path ?? join(ROOT, own)
  const name = path === null ? own : `--env-file ${shownUnlessSecret(path)}`
  if (!existsSync(file)) {
    if (path !== null)
      throw new UsageError(
        `${name} does not exist. To create it, run npm run register with --dev-vars and this name.`,
      )
    const message = `${own} does not exist yet. Copy .dev.vars.example to it and fill it in, or run ${create}.`
    throw environmentName === null
      ? new UsageError(message)
      : new MissingFile(message, environmentName, wranglerPath)
  }
  const stat = statSync(file)
  if (stat.isDirectory()) throw new UsageError(`${name} is a folder. Pass a file in it.`)
  // A device may never end. Pipes do, and `--env-file <(command)` is one.
  if (stat.isCharacterDevice()) throw new UsageError(`${name} is a device. Pass a file.`)
  try {
    const { text, encoding } = decodeVariables(readFileSync(file))
    return {
      variables: parseEnv(text),
      replaced: readReplaced(text),
      notes: readNotes(text),
      file: {
        encoding,
        cutAtHash: cutAtHash(text),
        setTwice: setTwice(text),
        otherContent: otherContent(text),
      },
    }
  } catch (error) {
    const { code = 'an unknown error' } = error as NodeJS.ErrnoException
    throw new UsageError(`${name} cannot be read (${code}). Check its permissions.`)
  }
}
