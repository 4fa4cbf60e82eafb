import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { findPython } from './python.ts'

/** What a test file needs of Python. */
const needs = {
  'msal-python.test.ts': ['msal', 'requests'],
  'authlib.test.ts': ['authlib', 'flask', 'requests'],
}
const missing = Object.entries(needs).filter(([, modules]) => findPython(modules) === null)
for (const [file, modules] of missing) {
  console.warn(`${file} is left out: no Python here has ${modules.join(', ')}.`)
}

export default defineConfig({
  test: {
    include: ['*.test.ts'],
    exclude: missing.map(([file]) => file),
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Each file waits for its clients more than it computes; vitest would leave one core to itself.
    maxWorkers: Math.max(3, availableParallelism()),
  },
})
