// wrangler for npm run register -- --deploy-secrets: a program that keeps what it is given for the Worker, or refuses it.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { contoso } from '../../emulator/seed.ts'
import type { Surroundings } from '../../tools/register/command-line/surroundings.ts'
import { APP_NAME, asPublicCloud, type Entra, newFolder, serveEntra } from './register-run.ts'

const PROGRAM = `
const { appendFileSync, existsSync, readFileSync } = require('node:fs')
const [, folder] = process.argv
if (existsSync(folder + '/refuses')) process.exit(1)
appendFileSync(folder + '/uploads', readFileSync(0, 'utf8') + '\\n')`

export type Upload = Record<string, string | null>

export function standInWrangler() {
  const folder = newFolder()
  const [uploads, refuses] = [join(folder, 'uploads'), join(folder, 'refuses')]
  const wrangler: Surroundings['wrangler'] = [process.execPath, '-e', PROGRAM, folder]
  return {
    wrangler,
    refuse: () => writeFileSync(refuses, ''),
    accept: () => rmSync(refuses, { force: true }),
    /** What the Worker was given, run by run. */
    uploads: (): Upload[] =>
      existsSync(uploads)
        ? readFileSync(uploads, 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as Upload)
        : [],
  }
}

/** A run in the public cloud: a local Entra is of no use to a deployed Worker. */
export async function cloudRun(): Promise<{ entra: Entra; file: string; args: string[] }> {
  const entra = await serveEntra()
  asPublicCloud(entra)
  const file = join(newFolder(), '.dev.vars')
  return { entra, file, args: ['--yes', '--tenant', contoso.id, '--dev-vars', file, '--name', APP_NAME] }
}

export const APP_URI = ['--redirect-uri', 'https://app.example.com/callback']
export const ADMIN_URI = ['--redirect-uri', 'https://admin.example.com/callback']
