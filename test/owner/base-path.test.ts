// docs/your-pages.md, "A base path": the sample's own pages lead to it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { visitor } from '../support/built-worker.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { ANY_PORTS, type Running, run, urlsOf } from '../support/npm-start.ts'
import { ownersCopy, TERMINAL } from './copy.ts'
import { quoted, snippet, YOUR_PAGES } from './documents.ts'

const copy = ownersCopy()
let running: Running
let appUrl: string

beforeAll(async () => {
  const option = quoted(YOUR_PAGES, "{ basePath: '/auth' }")
  copy.edit('src/index.tsx', [/^\}\)\)$/m, `}), ${option})`])
  await copy.shell(snippet(YOUR_PAGES, 'sh base path'))
  const [, flags = ''] = quoted(YOUR_PAGES, 'npm start -- --base-path /auth').split(' -- ')
  running = run('npm', ['start', '--', ...ANY_PORTS, ...flags.split(' ')], copy.folder, TERMINAL)
  appUrl = (await urlsOf(running)).appUrl
})
afterAll(async () => {
  if (running.child.pid && running.child.exitCode === null) process.kill(-running.child.pid, 'SIGINT')
  await running.exitCode
  copy.remove()
})

const leadsTo = (page: string) =>
  [...page.matchAll(/(?:href|action)="([^"]*log(?:in|out)[^"]*)"/g)].map(([, url]) => url)

test('the pages lead to the base path, before signing in and after', async () => {
  const get = visitor(undefined, appUrl)
  expect(leadsTo(await (await get('/')).text())).toEqual(['/auth/login', '/auth/logout'])
  const started = await get('/auth/login')
  const entra = { fetch: (request: Request) => fetch(request, { redirect: 'manual' }) }
  const location = started.headers.get('location') ?? ''
  const callback = await new EntraBrowser(entra).signIn(location, 'adele@contoso.example')
  expect((await get(callback.href)).headers.get('location')).toBe('/')
  for (const path of ['/', '/sessions', '/profile']) {
    const links = leadsTo(await (await get(path)).text())
    expect([path, links.length > 0, links.filter((url) => !url?.startsWith('/auth/'))]).toEqual([
      path,
      true,
      [],
    ])
  }
  expect((await get('/auth/logout')).status).toBe(200)
  expect((await get('/logout')).status).toBe(404)
})
