// The sample app of `src`, for the tests of its pages.
import sample from '../../src/index.tsx'
import { startApp, type TestApp } from './app.ts'

/** As `startApp`, with the pages of `src`. */
export function startSampleApp(settings: Record<string, unknown> = {}): Promise<TestApp> {
  return startApp(settings, sample)
}
