import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
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
          include: ['test/workerd/**/*.test.{ts,tsx}'],
          restoreMocks: true,
          testTimeout: 60_000,
          unstubGlobals: true,
        },
      },
      {
        test: {
          name: 'emulator',
          include: ['test/{emulator,local-entra}/**/*.test.ts'],
          // One test file runs the command.
          testTimeout: 30_000,
        },
      },
      {
        // npm start as a terminal runs it.
        test: { name: 'start', include: ['test/start/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        // npm run register and npm run doctor, against the local Entra.
        test: {
          name: 'tools',
          include: ['test/tools/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // The built bundle, as it is deployed.
        test: {
          name: 'miniflare',
          include: ['test/miniflare/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // A real browser against `npm start`.
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: 'test/browser/setup.ts',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
