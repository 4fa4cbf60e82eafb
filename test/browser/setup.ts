// Once for all browser tests: a browser, and `npm start` with the authority that it has when none is named.
import type { TestProject } from 'vitest/node'
import { type ChromiumChoice, findChromium, launchChromium } from '../../tools/browser/chromium.ts'
import { npmStart } from './npm-start.ts'

declare module 'vitest' {
  interface ProvidedContext {
    chromium: ChromiumChoice
    appUrl: string
    entraUrl: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const chromium = await findChromium()
  // Started once here, so that a browser that cannot start is one clear message and not one for each test.
  await (await launchChromium(chromium)).close()

  const { appUrl, entraUrl, end } = await npmStart('contoso')
  project.provide('chromium', chromium)
  project.provide('appUrl', appUrl)
  project.provide('entraUrl', entraUrl)
  return end
}
