import { availableParallelism } from 'node:os'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

/** Vitest leaves one core to itself; on a machine with two, tests that wait for a process would then wait in turn. */
const maxWorkers = Math.max(2, availableParallelism() - 1)

export default defineConfig({
  test: {
    maxWorkers,
    projects: [
      {
        // The app's own code inside workerd, with real KV. No wrangler.toml and no .dev.vars: each test brings its settings.
        plugins: [
          cloudflareTest({
            miniflare: { compatibilityDate: '2026-11-01', kvNamespaces: ['SESSIONS'] },
          }),
        ],
        test: {
          name: 'workerd',
          setupFiles: 'test/workerd/source-maps.ts',
          // One workerd for all files: each test makes an app of its own, and none has module state.
          isolate: false,
          include: ['test/workerd/**/*.test.{ts,tsx}', 'test/local-entra/in-workerd.test.ts'],
          restoreMocks: true,
          testTimeout: 60_000,
          unstubGlobals: true,
        },
      },
      {
        // The local Entra in one process. No file has module state, so all share one module graph.
        test: {
          name: 'emulator',
          include: ['test/{emulator,local-entra}/**/*.test.ts'],
          exclude: ['test/local-entra/{command,in-workerd}.test.ts'],
          isolate: false,
        },
      },
      {
        // npm start and npm run entra as a terminal runs them.
        test: {
          name: 'start',
          include: ['test/start/**/*.test.ts', 'test/local-entra/command.test.ts'],
          isolate: false,
          testTimeout: 120_000,
        },
      },
      {
        // npm run register and npm run doctor, against the local Entra.
        test: {
          name: 'tools',
          include: ['test/{tools,prose}/**/*.test.ts'],
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // The built bundle, as it is deployed.
        test: {
          name: 'miniflare',
          include: ['{test/miniflare,bench}/*.test.ts'],
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // What the documents promise to owners and integrators, done in a copy. Minutes; of this project, not of an owner's app.
        test: {
          name: 'owner',
          include: ['test/owner/**/*.test.ts'],
          globalSetup: 'test/owner/setup.ts',
          // Each builds, installs and starts a whole project.
          testTimeout: 600_000,
          hookTimeout: 300_000,
        },
      },
      {
        // A real browser against `npm start`: one of each per worker.
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: 'test/browser/setup.ts',
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
