// Once for all browser tests: a browser, and `npm start` with the authority that it has when none is named.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'
import { type ChromiumChoice, findChromium, launchChromium } from '../../tools/browser/chromium.ts'
import { npmStart, type Started } from './npm-start.ts'

declare module 'vitest' {
  interface ProvidedContext {
    chromium: ChromiumChoice
    /** Answers with the URLs of the app for the worker that the path names, which nobody else uses meanwhile. */
    apps: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const chromium = await findChromium()
  // Started once here, so that a browser that cannot start is one clear message and not one for each test.
  await (await launchChromium(chromium)).close()

  const started = new Map<string, Promise<Started>>()
  const appFor = (worker: string) => {
    const app = started.get(worker) ?? npmStart('contoso')
    started.set(worker, app)
    return app
  }
  const server = createServer((request, response) => {
    appFor(request.url ?? '').then(
      ({ appUrl, entraUrl }) => response.end(JSON.stringify({ appUrl, entraUrl })),
      (error) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  project.provide('chromium', chromium)
  project.provide('apps', `http://localhost:${(server.address() as AddressInfo).port}`)
  return async () => {
    server.close()
    const apps = await Promise.allSettled(started.values())
    await Promise.all(apps.map((each) => each.status === 'fulfilled' && each.value.end()))
  }
}
