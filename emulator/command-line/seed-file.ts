// A seed in a file, for the commands that take --seed FILE.
import { existsSync, readFileSync } from 'node:fs'
import type { Seed } from '../local-entra/seed.ts'
import type { SeedError } from '../local-entra/seed-error.ts'
import { fileError } from './file-error.ts'

/** Does not validate the contents. Throws Error. */
export function readSeedFile(file: string): Seed {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new Error(existsSync(file) ? (fileError(error) ?? String(error)) : `There is no file ${file}.`)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${file} is not JSON: ${error instanceof Error ? error.message : error}`)
  }
}

/** What is wrong with the contents. */
export const seedProblem = (file: string, error: SeedError): string =>
  `${file} cannot be used:\n${error.message.replace(/^/gm, '  ')}`
