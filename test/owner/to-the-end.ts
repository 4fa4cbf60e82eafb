// A change that the documents describe, done to a copy of the project, and followed to its end: npm run check, the tests that an
// owner keeps, npm start with somebody who signs in, and npm run doctor.
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { visitor } from '../support/built-worker.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { ANY_PORTS, type Running, run, type Urls, urlsOf } from '../support/npm-start.ts'
import { type Copy, ownersCopy, TERMINAL } from './copy.ts'

type Post = (path: string, form: Record<string, string>, from?: string) => Promise<Response>

export type Site = Urls & {
  stranger(): (path: string) => Promise<Response>
  /** Signs in on the way to `returnTo`. */
  signedIn(username: string, returnTo?: string): Promise<{ get(path: string): Promise<Response>; post: Post }>
  /** To the terminal. */
  prints: Running['prints']
  end(): Promise<void>
}

/** `npm start`, as a terminal runs it; it ends as Ctrl-C ends it. */
async function start(copy: Copy, flags: string[]): Promise<Site> {
  const running = run('npm', ['start', '--', ...ANY_PORTS, ...flags], copy.folder, TERMINAL)
  const { appUrl, entraUrl } = await urlsOf(running)
  const entra = { fetch: (request: Request) => fetch(request, { redirect: 'manual' }) }
  return {
    appUrl,
    entraUrl,
    stranger: () => visitor(undefined, appUrl),
    async signedIn(username, returnTo = '/') {
      let form: { body: string; from: string } | null = null
      const get = visitor(undefined, appUrl, () => {
        if (!form) return {}
        const type = 'application/x-www-form-urlencoded'
        return {
          method: 'POST',
          body: form.body,
          headers: { 'content-type': type, 'sec-fetch-site': form.from },
        }
      })
      const started = await get(`/login?return_to=${encodeURIComponent(returnTo)}`)
      const callback = await new EntraBrowser(entra).signIn(started.headers.get('location') ?? '', username)
      const back = await get(callback.href)
      expect([back.status, back.headers.get('location')]).toEqual([303, returnTo])
      return {
        get,
        post: (path, fields, from = 'same-origin') => {
          form = { body: new URLSearchParams(fields).toString(), from }
          return get(path).finally(() => {
            form = null
          })
        },
      }
    },
    prints: running.prints,
    async end() {
      if (running.child.pid && running.child.exitCode === null) process.kill(-running.child.pid, 'SIGINT')
      await running.exitCode
    },
  }
}

export type Done = { copy: Copy; site: Site }

type Options = {
  /** Of `npm start`. */
  flags?: string[]
  /** Which of the tests that are kept: those whose result the change can alter. The project itself runs them all. */
  kept?: string[]
}

/** Of the pages that an owner keeps, these visit each, and show what each feature says of itself. */
export const EVERY_PAGE = ['test/workerd/sample', 'test/workerd/home.test']

/**
 * @param change what the documents say, done to the copy
 * @returns the copy and its app, once the file's tests run
 */
export function toTheEnd(
  change: (copy: Copy) => Promise<unknown>,
  { flags = [], kept = EVERY_PAGE }: Options = {},
): () => Done {
  let copy: Copy
  let site: Site
  beforeAll(async () => {
    copy = ownersCopy()
    await change(copy)
    site = await start(copy, flags)
  })
  afterAll(async () => {
    await site?.end()
    copy?.remove()
  })

  test('npm run check', async () => {
    await copy.npm('run', 'check')
  })

  test('the tests that an owner keeps', async () => {
    const projects = new Set(kept.map((path) => path.split('/')[1] ?? ''))
    const args = [...projects].flatMap((name) => ['--project', name])
    expect(await copy.npm('run', 'test:unit', '--', ...args, ...kept)).toMatch(/Test Files +\d+ passed/)
  })

  test('npm start signs a user in, and knows who it is', async () => {
    const { get } = await site.signedIn('adele@contoso.example')
    expect(await (await get('/api/me')).json()).toMatchObject({ user: { name: 'Adele Vance' } })
    const { status, headers } = await get('/')
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')])
  })

  test('npm run doctor finds nothing wrong', async () => {
    const settings = join('.wrangler', `emulator-${new URL(site.appUrl).port}.vars`)
    const report = await copy.npm('run', 'doctor', '--', '--env-file', settings)
    expect(report).toMatch(/^ {2}pass {2}wrangler\.toml/m)
    expect(report).not.toMatch(/^ {2}FAIL|^\s+at /m)
  })

  return () => ({ copy, site })
}
