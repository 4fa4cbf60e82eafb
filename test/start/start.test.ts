// npm start as a terminal runs it.
import { readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { contoso, entrywayCustomers, fourthCoffee } from '../../emulator/seed.ts'
import { navigate } from '../support/built-worker.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { ANY_PORTS, urlsOf } from '../support/npm-start.ts'
import { freePort } from '../support/port.ts'
import { projectCopy } from '../support/project-copy.ts'
import { startForTest } from './start-for-test.ts'

test('starts while a browser tab keeps reloading, prints both URLs once both answer, and little else', async () => {
  const port = await freePort()
  const started = startForTest(['--port', String(port), '--entra-port', '0'])
  let over = false
  onTestFinished(() => {
    over = true
  })
  let reached = 0
  const reload = () => {
    if (over) return
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => {
      reached += 1
      // As a browser does that has nothing to ask yet.
      if (reached > 50) over = true
    })
    socket.on('error', () => {})
    socket.on('close', () => setImmediate(reload))
    onTestFinished(() => void socket.destroy())
  }
  reload()
  const { appUrl, entraUrl } = await urlsOf(started)
  expect(reached).toBeGreaterThan(0)
  for (const url of [appUrl, entraUrl]) expect((await fetch(url)).status).toBe(200)
  expect(started.output()).toMatch(
    new RegExp(`^
  Entryway     ${appUrl}
  Local Entra  ${entraUrl}   .*
  Authority    contoso: .*

  .* Press Ctrl-C to stop both\\.
\n(\\[wrangler:info\\] GET / 200 OK .*\n)?$`),
  )
})

test('--authority customers sends people to the customers’ own sign-in, with the settings that --var adds', async () => {
  const scope = 'Files.$Read'
  const added = ['--var', 'SESSION_MAX_HOURS=8', '--var', `SCOPE=${scope}`]
  const started = startForTest(['--authority', 'customers', ...ANY_PORTS, ...added])
  const { appUrl, entraUrl } = await urlsOf(started)
  expect(started.output()).toContain('customers: customers of Fourth Coffee (External ID)')
  expect(started.output()).toContain('Sign in as robin@adatum.example, or create an account')
  const away = await navigate(`${appUrl}/login`)
  const authorize = new URL(away.headers.get('Location') ?? '')
  expect([authorize.origin, authorize.pathname]).toEqual([
    entraUrl,
    `/${fourthCoffee.id}/oauth2/v2.0/authorize`,
  ])
  expect(authorize.searchParams.get('client_id')).toBe(entrywayCustomers.clientId)
  expect(authorize.searchParams.get('redirect_uri')).toBe(`${appUrl}/getAToken`)
  // wrangler's own env file would expand "$Read".
  expect(authorize.searchParams.get('scope')?.split(' ')).toContain(scope)
  authorize.searchParams.set('scope', 'openid')
  expect(await (await fetch(authorize)).text()).toContain('No account?')
  const signUp = await navigate(`${appUrl}/login?prompt=create`)
  expect(signUp.headers.get('location')).toContain('prompt=create')
  const page = await (await fetch(entraUrl)).text()
  expect(page).toContain(`<strong>customers</strong>, <code>${entraUrl}/${fourthCoffee.id}</code>`)
})

test('--base-path leads to the paths of an app that passes one to entryway()', async () => {
  const folder = projectCopy()
  const index = join(folder, 'src', 'index.tsx')
  writeFileSync(
    index,
    readFileSync(index, 'utf8').replace(
      'env.SIGN_OUT_LIMIT,\n}))',
      "env.SIGN_OUT_LIMIT,\n}), { basePath: '/auth' })",
    ),
  )
  const without = startForTest(ANY_PORTS, folder)
  expect(await without.exitCode).toBe(1)
  expect(without.output()).toMatch(/^The app returned 404 at \S+\/healthz\. .* --base-path/m)

  const { appUrl, entraUrl } = await urlsOf(startForTest([...ANY_PORTS, '--base-path', '/auth'], folder))
  const browser = new EntraBrowser({ fetch: (request) => fetch(request, { redirect: 'manual' }) })
  const login = await navigate(`${appUrl}/auth/login`)
  await browser.signIn(login.headers.get('location') ?? '', 'adele@contoso.example')
  const { frontChannel } = await browser.logout(`${entraUrl}/${contoso.id}/oauth2/v2.0/logout`)
  expect(frontChannel.map(({ origin, pathname }) => origin + pathname)).toEqual([
    `${appUrl}/auth/logout/front-channel`,
  ])
})

test('invalid settings end it, and are reported once', async () => {
  const started = startForTest([...ANY_PORTS, '--var', 'SESSION_MAX_HOURS=x', '--var', 'SIGN_UP=perhaps'])
  expect(await started.exitCode).toBe(1)
  const lines = started.output().trim().split('\n')
  expect(lines).toEqual([
    'The app cannot use these settings:',
    expect.stringMatching(/^ {2}SIGN_UP /),
    expect.stringMatching(/^ {4}Expected: /),
    expect.stringMatching(/^ {2}SESSION_MAX_HOURS /),
    expect.stringMatching(/^ {4}Expected: /),
  ])
})
