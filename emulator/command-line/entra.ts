// The `entra` command: serves the local Entra until it is stopped.
import { SeedError } from '../local-entra/seed-error.ts'
import { type Served, serveLocalEntra } from '../serve.ts'
import { fileError } from './file-error.ts'
import { greeting } from './greeting.ts'
import { type Options, readOptions, UsageError, usage } from './options.ts'
import { readSeedFile, seedProblem } from './seed-file.ts'

const serve = (options: Options): Promise<Served> =>
  serveLocalEntra({
    port: options.port,
    ...(options.host === null ? {} : { host: options.host }),
    ...(options.https ? { authorityFolder: options.caFolder } : {}),
    realNames: options.realNames,
    ...(options.publicUrl === null ? {} : { publicUrl: options.publicUrl }),
    ...(options.state === null ? {} : { stateFile: options.state }),
    ...(options.appOrigin === null ? {} : { appOrigin: options.appOrigin }),
    basePath: options.basePath,
    ...(options.seed === null ? {} : { seed: readSeedFile(options.seed) }),
  })

function explain(error: unknown, { port, host, seed }: Options): string {
  if (error instanceof SeedError) return seedProblem(seed ?? '', error)
  const { code, syscall, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Choose another with --port.`
  if (code === 'EACCES' && syscall === 'listen')
    return `You are not allowed to listen on port ${port}. Choose another with --port, or run as an administrator.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `This machine has no address ${host}.`
  return fileError(error) ?? message
}

type Terminal = {
  print(text: string): void
  printError(text: string): void
  /** Calls `stop` when the user stops it. */
  onStop(stop: () => Promise<void>): void
}

const ownTerminal: Terminal = {
  print: console.log,
  printError: console.error,
  onStop(stop) {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
  },
}

/**
 * Resolves once it serves. Never rejects.
 * @param command how it was called, for the help
 * @returns the exit code if it has already ended
 */
export async function entraCommand(
  args: string[],
  command: string,
  { print, printError, onStop } = ownTerminal,
): Promise<number | null> {
  let options: Options | null
  try {
    options = readOptions(args)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    printError(`${error.message}\nSee --help for all options.`)
    return 2
  }
  if (!options) {
    print(usage(command))
    return 0
  }
  try {
    const served = await serve(options)
    print(greeting(served, options))
    onStop(served.close)
    return null
  } catch (error) {
    printError(explain(error, options))
    return 1
  }
}
