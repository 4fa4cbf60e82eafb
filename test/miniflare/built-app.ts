// The bundle as it is deployed, running in workerd with the bindings of wrangler.toml, beside an Entra of its own.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { createTestHarness, type TestHarnessOptions } from 'wrangler'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { contoso, entryway, secret } from '../../emulator/seed.ts'
import { nothingSet, visitor } from '../support/built-worker.ts'
import { bundle, standInForMicrosoft } from '../support/bundle.ts'
import { EntraBrowser } from '../support/entra-browser.ts'

export const ORIGIN = 'http://localhost:8787'

/** Call it at the top of a test file: the app runs while the file's tests do. */
export function builtApp() {
  const outdir = mkdtempSync(join(tmpdir(), 'entryway-bundle-'))
  const options: TestHarnessOptions = {
    workers: [
      {
        configPath: './wrangler.toml',
        prebuiltWorkerDir: outdir,
        secrets: {
          ...nothingSet,
          AUTHORITY: `https://login.microsoftonline.com/${contoso.id}`,
          CLIENT_ID: entryway.clientId,
          CLIENT_SECRET: secret,
          REDIRECT_URI: `${ORIGIN}/callback`,
        },
      },
    ],
  }
  const server = createTestHarness(options)
  let emulator: Emulator
  let goBack = () => {}

  beforeAll(async () => {
    bundle('src/index.tsx', outdir)
    emulator = await createEmulator({ appOrigin: ORIGIN })
    goBack = standInForMicrosoft(emulator)
    await server.listen()
  })
  afterAll(async () => {
    await server.close()
    goBack()
    rmSync(outdir, { recursive: true, force: true })
  })

  return {
    outdir,
    server,
    restart: () => server.update(options),
    /** A GET with a browser's cookies; follows no redirect. */
    get: visitor(server, ORIGIN),
    emulator: () => emulator,
    /** @returns the URL that Entra sends the browser back to */
    signIn: (url: string, username: string) => new EntraBrowser(emulator).signIn(url, username),
  }
}
