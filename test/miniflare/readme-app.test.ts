// The README's first code block, to the letter, as a Worker of its own.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestHarness } from 'wrangler'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { contoso, entryway, secret } from '../../emulator/seed.ts'
import { ROOT, withAppCopy } from '../support/app-copy.ts'
import { nothingSet, visitor } from '../support/built-worker.ts'
import { bundle, standInForMicrosoft } from '../support/bundle.ts'
import { EntraBrowser } from '../support/entra-browser.ts'

const ORIGIN = 'https://entryway.example'
const README = readFileSync(join(ROOT, 'README.md'), 'utf8')
const BLOCK = /^```(\w+)\n(.*?)^```$/ms.exec(README)

const outdir = mkdtempSync(join(tmpdir(), 'entryway-readme-'))
const server = createTestHarness({
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
})
let emulator: Emulator
let goBack = () => {}

beforeAll(async () => {
  await withAppCopy(async (folder) => {
    const entry = join(folder, 'src', 'index.tsx')
    writeFileSync(entry, BLOCK?.[2] ?? '')
    const configuration = {
      extends: '../../tsconfig.json',
      include: ['src/index.tsx', '../../worker-configuration.d.ts'],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(configuration))
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', relative(ROOT, folder)], {
      stdio: 'pipe',
    })
    bundle(relative(ROOT, entry), outdir)
  })
  emulator = await createEmulator({ appOrigin: ORIGIN })
  goBack = standInForMicrosoft(emulator)
  await server.listen()
})
afterAll(async () => {
  await server.close()
  goBack()
  rmSync(outdir, { recursive: true, force: true })
})

test('is ten lines of code', () => {
  const lines = (BLOCK?.[2] ?? '').split('\n').filter((line) => line.trim() !== '')
  expect([BLOCK?.[1], lines.length <= 10]).toEqual(['ts', true])
})

test('signs a user in, greets them, and calls Microsoft Graph for them', async () => {
  const get = visitor(server, ORIGIN)
  expect(await (await get('/')).text()).toBe('Hello, stranger')
  const asked = await get('/profile')
  expect(asked.headers.get('location')).toBe('/login?return_to=%2Fprofile')
  const started = await get(asked.headers.get('location') ?? '')
  const callback = await new EntraBrowser(emulator).signIn(
    started.headers.get('location') ?? '',
    'adele@contoso.example',
  )
  expect((await get(callback.href)).headers.get('location')).toBe('/profile')
  expect(await (await get('/')).text()).toBe('Hello, Adele Vance')
  expect(await (await get('/profile')).json()).toMatchObject({ jobTitle: 'Retail Manager' })
})
