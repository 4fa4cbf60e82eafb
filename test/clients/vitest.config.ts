import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Faults and clocks are not used here, so that the files may share one local Entra.
  test: { include: ['*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false },
})
