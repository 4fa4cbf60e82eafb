import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  workers: 1,
  reporter: 'line',
  outputDir: process.env.RESULTS_FOLDER ?? '',
  use: {
    baseURL: process.env.APP_URL ?? '',
    ignoreHTTPSErrors: true,
    launchOptions: JSON.parse(process.env.LAUNCH_OPTIONS ?? '{}'),
  },
})
