// npm run seed-schema: the seed's JSON Schema, generated from the schema that the local Entra validates it with.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toJsonSchema } from '@valibot/to-json-schema'
import { seedSchema } from '../emulator/local-entra/seed-schema.ts'

export const SCHEMA_FILE = join(import.meta.dirname, '../emulator/local-entra/seed.schema.json')

export const seedJsonSchema = (): string => {
  const schema = { title: 'Seed of a local Entra', ...toJsonSchema(seedSchema, { errorMode: 'ignore' }) }
  return `${JSON.stringify(schema, null, 2)}\n`
}

if (import.meta.main) writeFileSync(SCHEMA_FILE, seedJsonSchema())
