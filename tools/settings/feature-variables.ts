// The features' variables, from every folder in src with a settings.ts, so that removed features are skipped.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Variables } from '../../src/entryway/protocol.ts'

const SRC = join(import.meta.dirname, '..', '..', 'src')

const files = readdirSync(SRC)
  .map((folder) => join(SRC, folder, 'settings.ts'))
  .filter((file) => existsSync(file))
const modules: { variables: Variables }[] = await Promise.all(files.map((file) => import(file)))

export const featureVariables: Variables = Object.assign({}, ...modules.map(({ variables }) => variables))
