// Settings that became stricter, and the sessions that were there before: judged again at every request.
import { expect, test } from 'vitest'
import { adele, casey, contoso, megan } from '../../emulator/seed.ts'
import { signedIn } from './app.ts'
import { PUBLIC, reachCallback, startAppFor } from './careless-entra.ts'

const HTML = { accept: 'text/html' }
const JSON_ONLY = { accept: 'application/json' }
const toSignIn = (path: string) => `/login?${new URLSearchParams({ return_to: path })}`

/** What somebody without a session gets: the status, and where it leads. */
const doors: [method: 'get' | 'post', path: string, headers: Record<string, string>, answer: unknown[]][] = [
  ['get', '/', HTML, [200, null]],
  ['get', '/logout', HTML, [200, null]],
  ...['/profile', '/profile/photo', '/profile/edit', '/call_api'].flatMap((path): typeof doors => [
    ['get', path, HTML, [302, toSignIn(path)]],
    ['get', path, JSON_ONLY, [401, null]],
  ]),
  ['post', '/profile/edit', HTML, [401, null]],
]

test.each([
  [
    'ALLOWED_TENANTS no longer lists the tenant',
    [`${PUBLIC}/organizations`, ''],
    [`${PUBLIC}/organizations`, contoso.id],
    megan,
    adele,
  ],
  [
    'personal accounts are no longer welcome',
    [`${PUBLIC}/common`, ''],
    [`${PUBLIC}/organizations`, ''],
    casey,
    adele,
  ],
  ['only personal accounts are welcome', [`${PUBLIC}/common`, ''], [`${PUBLIC}/consumers`, ''], adele, casey],
  ['the app is for one tenant now', [`${PUBLIC}/common`, ''], [`${PUBLIC}/${contoso.id}`, ''], megan, adele],
] as const)('a live session opens no door once %s; others’ stay', async (_, lax, strict, out, stays) => {
  const settings = ([AUTHORITY, ALLOWED_TENANTS]: readonly [string, string]) => ({
    AUTHORITY,
    ALLOWED_TENANTS,
  })
  const app = await startAppFor(lax[0], settings(lax))
  const [outsider, insider] = [app.browser(), app.browser()]
  for (const [browser, person] of [
    [outsider, out],
    [insider, stays],
  ] as const) {
    expect((await browser.get((await reachCallback(browser, '/login', person)).href)).status).toBe(303)
    expect(await browser.text('/profile')).toContain(person.profile.userPrincipalName)
  }

  app.restart(settings(strict))
  app.outbound.length = 0
  app.kv.operations.length = 0
  for (const [method, path, headers, answer] of doors) {
    const response = await (method === 'get'
      ? outsider.get(path, headers)
      : outsider.post(path, { displayName: 'Mallory' }))
    expect([path, response.status, response.headers.get('location')]).toEqual([path, ...answer])
    expect(response.headers.getSetCookie()).toEqual([])
    const page = await response.text()
    const { displayName, userPrincipalName } = out.profile
    for (const told of [displayName, userPrincipalName, out.tenantId]) expect(page).not.toContain(told)
  }
  expect(app.outbound).toEqual([])
  expect(app.kv.counts()).toMatchObject({ put: 0, delete: 0, list: 0 })

  for (const path of ['/profile', '/call_api']) {
    expect(await insider.text(path)).toContain(stays.profile.userPrincipalName)
  }
})

test('a session of another tenant ends once AUTHORITY names one tenant by its domain', async () => {
  const app = await startAppFor(`${PUBLIC}/common`)
  const browser = app.browser()
  await browser.get((await reachCallback(browser, '/login', megan)).href)
  expect(await browser.home()).toContain('Megan Bowen')
  app.restart({ AUTHORITY: `${PUBLIC}/${contoso.domain}` })
  expect(await browser.home()).not.toContain('Megan Bowen')
})

test('the twin: one that began under the domain goes on', async () => {
  const app = await startAppFor(`${PUBLIC}/${contoso.domain}`)
  const browser = app.browser()
  await browser.get((await reachCallback(browser, '/login', adele)).href)
  app.restart({ AUTHORITY: `${PUBLIC}/${contoso.domain}/v2.0/` })
  expect(await browser.home()).toContain('Adele Vance')
})

test('a session ends, and sends its tokens nowhere, once AUTHORITY is at another host', async () => {
  const app = await startAppFor(`${PUBLIC}/common`)
  const browser = app.browser()
  await browser.get((await reachCallback(browser, '/login', adele)).href)
  app.restart({ AUTHORITY: 'https://login.microsoftonline.us/common' })
  const asked = app.outbound.length
  expect(await browser.home()).not.toContain('Adele Vance')
  expect((await browser.get('/profile', JSON_ONLY)).status).toBe(401)
  expect(app.outbound.slice(asked)).toEqual([])
})

test('a session of another registration opens no door: its roles are those of another app', async () => {
  const { app, browser } = await signedIn()
  expect((await browser.get('/reports')).status).toBe(200)
  app.restart({ CLIENT_SECRET: 'rotated' })
  expect((await browser.get('/reports')).status).toBe(200)
  app.restart({ CLIENT_ID: crypto.randomUUID() })
  const response = await browser.get('/reports')
  expect([response.status, response.headers.get('location')]).toEqual([302, toSignIn('/reports')])
})
