// Somebody's Worker with the packed core installed in it, built as for a deployment, and the local Entra behind it.
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { inject } from 'vitest'
import { createTestHarness } from 'wrangler'
import { createEmulator } from '../../emulator/index.ts'
import { contoso, entryway, secret } from '../../emulator/seed.ts'
import { visitor } from '../support/built-worker.ts'
import { standInForMicrosoft } from '../support/bundle.ts'
import { EntraBrowser } from '../support/entra-browser.ts'

const ROOT = join(import.meta.dirname, '../..')
export const ORIGIN = 'http://localhost:8787'
const run = promisify(execFile)

/** For `wrangler.toml`, before whatever else the app has. */
export const WORKER = `name = "orders"
main = "index.ts"
compatibility_date = "2026-11-01"
[[kv_namespaces]]
binding = "SESSIONS"
`

export type PackedApp = Awaited<ReturnType<typeof packedApp>>

/** @param files by path; `index.ts` and `wrangler.toml` at least, and `behind/` has another Worker if it is there */
export async function packedApp(files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'entryway-packed-'))
  const tool = (path: string, ...args: string[]) =>
    run(process.execPath, [join(ROOT, 'node_modules', path), ...args], {
      cwd: folder,
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false' },
    })
  for (const name of ['package.json', 'node_modules'])
    cpSync(join(inject('installed'), name), join(folder, name), { recursive: true, verbatimSymlinks: true })
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const outdir = join(folder, 'built')
  await tool('wrangler/bin/wrangler.js', 'types')
  await tool('wrangler/bin/wrangler.js', 'deploy', '--dry-run', '--outdir', outdir)
  const server = createTestHarness({
    workers: [
      {
        configPath: join(folder, 'wrangler.toml'),
        prebuiltWorkerDir: outdir,
        secrets: {
          AUTHORITY: `https://login.microsoftonline.com/${contoso.id}`,
          CLIENT_ID: entryway.clientId,
          CLIENT_SECRET: secret,
          REDIRECT_URI: `${ORIGIN}/callback`,
        },
      },
      ...('behind/wrangler.toml' in files ? [{ configPath: join(folder, 'behind/wrangler.toml') }] : []),
    ],
  })
  const emulator = await createEmulator({ appOrigin: ORIGIN })
  const goBack = standInForMicrosoft(emulator)
  await server.listen()
  return {
    server,
    emulator,
    stranger: () => visitor(server, ORIGIN),
    /** @returns opens paths as somebody who has signed in on the way to `returnTo` */
    async signedIn(returnTo: string, username = 'adele@contoso.example') {
      const get = visitor(server, ORIGIN)
      const started = await get(`/login?return_to=${returnTo}`)
      const location = started.headers.get('location') ?? ''
      const callback = await new EntraBrowser(emulator).signIn(location, username)
      const back = await get(callback.href)
      if (back.headers.get('location') !== returnTo) throw new Error(await back.text())
      return get
    },
    /** @returns what tsc says of the app and of `others`, with the types that wrangler writes and no others */
    async typeErrors(others: Record<string, string> = {}): Promise<string> {
      for (const [name, text] of Object.entries(others)) writeFileSync(join(folder, name), text)
      const options = ['--strict', '--noEmit', '--module', 'esnext', '--moduleResolution', 'bundler']
      const files = ['index.ts', 'worker-configuration.d.ts', ...Object.keys(others)]
      const types = ['--types', '', '--lib', 'es2024', '--target', 'es2024', '--pretty', 'false']
      return tool('typescript/bin/tsc', ...options, ...types, ...files).then(
        () => '',
        ({ stdout, stderr }) => stdout + stderr,
      )
    },
    async close() {
      await server.close()
      goBack()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
