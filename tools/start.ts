// npm start: runs the local Entra and the app in `wrangler dev`. They stop together, unless the app's code crashes wrangler.
import { join } from 'node:path'
import { fileError } from '../emulator/command-line/file-error.ts'
import { checkHealth } from './start/health.ts'
import { type Options, readOptions } from './start/options.ts'
import { onNpmEnd } from './start/parent.ts'
import { reservePort } from './start/port.ts'
import { readSeedAuthority } from './start/seed-authority.ts'
import { localSettings, writeSettingsFile } from './start/settings.ts'
import { sourceChanged, sourceState } from './start/source-state.ts'
import { StartError, UsageError } from './start/start-error.ts'
import { usage } from './start/usage.ts'
import { startWrangler, type Wrangler } from './start/wrangler.ts'

const ROOT = join(import.meta.dirname, '..')

const APP_STOPPED = `
The app stopped with the error above. If your code threw it while it was loaded, outside any function, its line is that
of the bundle. The local Entra keeps running, and the app starts again when you save a file in src, or wrangler.toml.
`

/** Stop functions, in start order. */
const ends: (() => Promise<void>)[] = []
let ending = false

/** Stops everything that was started. A second Ctrl-C doesn't wait. */
async function end(exitCode: number): Promise<never> {
  if (ending) process.exit(exitCode)
  ending = true
  await Promise.allSettled(ends.map((each) => each()))
  process.exit(exitCode)
}

async function fail(error: unknown): Promise<void> {
  // Errors during shutdown are not reported.
  if (ending) return
  console.error(error instanceof StartError ? error.message : (fileError(error) ?? error))
  await end(error instanceof UsageError ? 2 : 1)
}

function endWithTerminalAndNpm(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))
  // A closed terminal, or `npm start | head`.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => void end(0))
  onNpmEnd(() => void end(0))
}

async function reserve(flag: string, wanted: number) {
  const reserved = await reservePort(wanted)
  if (reserved) return reserved
  throw busy(flag, wanted)
}

const busy = (flag: string, port: number) =>
  new StartError(`Port ${port} is in use. Choose another: ${flag} ${port < 65526 ? port + 10 : 0}`)

async function start({
  authority: sample,
  seed: seedFile,
  allowedTenants,
  basePath,
  inspectorPort,
  state,
  overrides,
  ...wanted
}: Options): Promise<void> {
  const fromSeed = seedFile === null ? null : await readSeedAuthority(seedFile)
  const authority = fromSeed?.authority ?? sample
  // If a port is busy, wrangler picks another, and the registered redirect URI would no longer match.
  const forApp = await reserve('--port', wanted.port)
  const forEntra = await reserve('--entra-port', wanted.entraPort)
  const [appUrl, authorityUrl] = [
    `http://localhost:${forApp.port}`,
    `http://localhost:${forEntra.port}/${authority.path}`,
  ]

  const { name, sentence, hint } = authority
  const settings = {
    ...localSettings({ port: forApp.port, authorityUrl, authority, allowedTenants }),
    ...overrides,
  }
  writeSettingsFile(forApp.port, settings)
  await forApp.release()
  const launch = async () => {
    await (await reserve('--port', forApp.port)).release()
    const launched = startWrangler({ port: forApp.port, inspectorPort, state, settings })
    ends.push(launched.end)
    return launched
  }
  const wrangler = await launch()
  const ready = wrangler.ready.catch((error) => {
    if (!ending) wrangler.show(true)
    throw error
  })
  const serve = async () => {
    // Loaded while wrangler starts.
    const { serveEmulator } = await import('../emulator/serve.ts')
    await forEntra.release()
    const appSetup = { name, authority: authorityUrl, sentence }
    const seed = fromSeed ? { seed: fromSeed.seed } : {}
    const served = await serveEmulator({
      port: forEntra.port,
      appOrigin: appUrl,
      basePath,
      appSetup,
      ...seed,
    }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') throw busy('--entra-port', forEntra.port)
      throw error
    })
    ends.push(served.close)
    return served
  }
  const [emulator] = await Promise.all([serve(), ready])
  await checkHealth(appUrl + basePath)
  wrangler.show(false)
  void keepRunning(wrangler, launch, appUrl).catch(fail)
  console.log(`
  Entryway     ${appUrl}
  Local Entra  ${emulator.url}   (people, apps, and a panel that injects faults)
  Authority    ${name}: ${sentence}

  ${hint} Press Ctrl-C to stop both.
`)
}

/**
 * wrangler exits if the app throws while loading, for example from a half-saved file. The local Entra keeps running, so its
 * registrations are kept.
 */
async function keepRunning(first: Wrangler, launch: () => Promise<Wrangler>, appUrl: string): Promise<void> {
  let wrangler = first
  let launchedWith = ''
  for (;;) {
    const code = await wrangler.exited
    if (ending) return
    // Stopped on purpose, or killed.
    if (code === 0 || code === null) return void end(code ?? 1)
    // Not the first time: the file may have been saved again while wrangler exited.
    if (sourceState(ROOT) === launchedWith) {
      console.error(APP_STOPPED)
      await sourceChanged(ROOT, launchedWith)
      if (ending) return
    }
    launchedWith = sourceState(ROOT)
    wrangler = await launch()
    // wrangler is ready before it has loaded the app.
    const isRunning = await wrangler.ready
      .then(() => fetch(`${appUrl}/healthz`))
      .then(
        () => true,
        () => false,
      )
    wrangler.show(false)
    if (isRunning) console.log(`The app is running again: ${appUrl}`)
  }
}

try {
  const options = readOptions(process.argv.slice(2))
  if (options) {
    endWithTerminalAndNpm()
    await start(options)
  } else console.log(usage(process.stdout.columns ?? null))
} catch (error) {
  await fail(error)
}
