// The operator's sign-in in their own browser: the loopback answer, what is no answer, and what Entra refuses.
import { get, request } from 'node:http'
import { beforeEach, describe, expect, test } from 'vitest'
import { contoso, nestor } from '../../emulator/seed.ts'
import { browserCommand } from '../../tools/terminal/browser.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import {
  answerInstead,
  contosoRun,
  type Entra,
  overHttp,
  registered,
  runRegister,
  writes,
} from './register-run.ts'

let entra: Entra
let args: string[]
let opened: URL[]
beforeEach(async () => {
  ;({ entra, args } = await contosoRun())
  opened = []
})

const signsIn = (url: string) => new EntraBrowser(overHttp).signIn(url, nestor.profile.userPrincipalName)

/** Signs in where the terminal sends it, and follows the answer back to this computer. */
async function openBrowser(url: string) {
  opened.push(new URL(url))
  void signsIn(url).then((answer) => fetch(answer))
  return true
}

const inBrowser = { operator: null, openBrowser }
const codes = () => entra.emulator.requests.filter(({ url }) => url.endsWith('/devicecode')).length

test('an operator signs in in a browser, with PKCE, and the app is registered', async () => {
  const { exitCode, stdout } = await runRegister(args, inBrowser)
  expect(exitCode, stdout).toBe(0)
  expect([registered(entra).length, codes(), opened[0]?.origin]).toEqual([1, 0, entra.url])
  expect(Object.fromEntries(opened[0]?.searchParams ?? [])).toMatchObject({
    response_type: 'code',
    code_challenge: expect.any(String),
    code_challenge_method: 'S256',
    redirect_uri: expect.stringMatching(/^http:\/\/localhost:\d+$/),
  })
  // The port is closed once the response has arrived.
  const { port } = new URL(opened[0]?.searchParams.get('redirect_uri') ?? '')
  const refused = await new Promise((resolve) => {
    request({ host: '127.0.0.1', port }, () => resolve(null))
      .once('error', resolve)
      .end()
  })
  expect(refused).toMatchObject({ code: 'ECONNREFUSED' })
})

test('--device-code signs in with a code although there is a browser', async () => {
  expect((await runRegister([...args, '--device-code'], { openBrowser })).exitCode).toBe(0)
  expect([opened, codes()]).toEqual([[], 1])
})

test.each([
  ['the browser could not be started', async () => false],
  ['this is an SSH session', 'this is an SSH session'],
])('a code is shown because %s', async (why, browser) => {
  const { exitCode, stdout } = await runRegister(args, { openBrowser: browser })
  expect([exitCode, codes()]).toEqual([0, 1])
  expect(stdout).toMatch(new RegExp(`Sign in with a code, because ${why}\\.[\\s\\S]*Enter `))
})

test.each([
  [{ SSH_CONNECTION: '::1' }, 'linux', 'this is an SSH session'],
  [{ CI: 'true' }, 'linux', 'CI is set'],
  [{ BROWSER: 'none' }, 'darwin', 'BROWSER is none'],
  [{}, 'linux', 'there is no graphical display here'],
  [{ DISPLAY: ':0', PATH: '/nowhere' }, 'linux', 'xdg-open is not installed'],
  [{}, 'darwin', ['open']],
  [{ BROWSER: 'firefox', CI: 'true' }, 'linux', ['firefox']],
] as const)('with %j on %s the browser is %j', (environment, platform, browser) => {
  expect(browserCommand(environment, platform)).toEqual(browser)
})

test('a sign-in that Entra’s page ends is explained, and nothing is changed', async () => {
  const { exitCode, stdout } = await runRegister(args, {
    operator: null,
    openBrowser: async (url) => {
      const query = new URL(url).searchParams
      const state = query.get('state') ?? ''
      void fetch(`${query.get('redirect_uri')}?${new URLSearchParams({ error: 'access_denied', state })}`)
      return true
    },
  })
  expect([exitCode, stdout]).toEqual([3, expect.stringContaining('The sign-in was declined.')])
  expect(stdout).toContain('GRAPH_TOKEN')
  expect(writes(entra)).toEqual([])
})

test('a code that the token endpoint rejects is explained', async () => {
  const blocked =
    'AADSTS53003: Access has been blocked by Conditional Access policies. No token.\r\nTrace ID: 1'
  const error = { error: 'invalid_grant', error_description: blocked, error_codes: [53003] }
  answerInstead(entra, 'POST', /token$/, () => Response.json(error, { status: 400 }))
  const { exitCode, stdout } = await runRegister(args, inBrowser)
  expect([exitCode, stdout]).toEqual([3, expect.stringContaining(`tenant ${contoso.id}`)])
  expect(stdout).toMatch(/Conditional Access.*AADSTS53003: Access has been blocked/)
  expect(stdout).not.toContain('Trace ID')
})

describe('the loopback server turns away', () => {
  const statusOf = async (url: URL, path: string, method = 'GET') =>
    (await fetch(new URL(path, url), { method })).status
  /** DNS rebinding: a page's own host name that now leads to this computer. */
  const rebound = ({ port }: URL, path: string) =>
    new Promise<number>((resolve) => {
      get({ host: '127.0.0.1', port, path, headers: { host: 'attacker.example' } }, (response) =>
        resolve(response.resume().statusCode ?? 0),
      )
    })

  test.each<[string, (url: URL, state: string) => Promise<number>, number]>([
    ['a code of another sign-in (CSRF)', (url) => statusOf(url, '/?code=stolen&state=other'), 400],
    ['a code without a state', (url) => statusOf(url, '/?code=stolen'), 400],
    ['a doubled state', (url, state) => statusOf(url, `/?code=x&state=${state}&state=${state}`), 400],
    ['code and error together', (url, state) => statusOf(url, `/?code=x&error=y&state=${state}`), 400],
    ['another path', (url) => statusOf(url, '/favicon.ico'), 404],
    ['a POST', (url, state) => statusOf(url, `/?code=x&state=${state}`, 'POST'), 404],
    ['a host name that was rebound (DNS)', (url, state) => rebound(url, `/?code=x&state=${state}`), 421],
  ])('%s, and the real answer still counts', async (_, attempt, expected) => {
    const statuses: number[] = []
    const { exitCode } = await runRegister(args, {
      operator: null,
      openBrowser: async (url) => {
        const query = new URL(url).searchParams
        statuses.push(await attempt(new URL(query.get('redirect_uri') ?? ''), query.get('state') ?? ''))
        statuses.push((await fetch(await signsIn(url))).status)
        return true
      },
    })
    expect([exitCode, statuses]).toEqual([0, [expected, 200]])
  })
})
