// The sample app of `src`, for the tests of its pages.
import sample from '../../src/index.tsx'
import { startApp, type TestApp } from './app.ts'
import type { Browser } from './browser.ts'

/** As `startApp`, with the pages of `src`. */
export async function startSampleApp(settings: Record<string, unknown> = {}): Promise<TestApp> {
  return startApp(settings, sample)
}

/** A visitor of the sample app who has signed in: Adele, unless somebody else is named. */
export async function signedInAtSample(
  settings: Record<string, unknown> = {},
  username?: string,
): Promise<{ app: TestApp; browser: Browser }> {
  const app = await startSampleApp(settings)
  return { app, browser: await app.browser().signedIn(username) }
}
