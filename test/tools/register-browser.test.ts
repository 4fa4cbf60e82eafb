// The operator's sign-in in their own browser: the loopback answer, what is no answer, and what Entra refuses.
import { get, request } from 'node:http'
import { beforeEach, describe, expect, test } from 'vitest'
import { contoso, lidia, nestor } from '../../emulator/seed.ts'
import { browserCommand } from '../../tools/terminal/browser.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { contosoRun, type Entra, overHttp, registered, runRegister, writes } from './register-run.ts'

let entra: Entra
let args: string[]
beforeEach(async () => {
  ;({ entra, args } = await contosoRun())
})

/** Signs in where the terminal sends it, and follows the answer back to this computer. */
function browserOf(username: string) {
  const opened: URL[] = []
  const openBrowser = async (url: string) => {
    opened.push(new URL(url))
    void new EntraBrowser(overHttp).signIn(url, username).then((answer) => fetch(answer))
    return true
  }
  return { opened, openBrowser }
}

const polls = () => entra.emulator.requests.filter(({ url }) => url.endsWith('/devicecode')).length

test('an operator signs in in a browser, with PKCE, and the app is registered', async () => {
  const { opened, openBrowser } = browserOf(nestor.profile.userPrincipalName)
  const { exitCode, stdout } = await runRegister(args, { operator: null, openBrowser })
  expect(exitCode, stdout).toBe(0)
  expect(registered(entra)).toHaveLength(1)
  expect(polls()).toBe(0)
  const query = Object.fromEntries(opened[0]?.searchParams ?? [])
  expect(query).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    redirect_uri: expect.stringMatching(/^http:\/\/localhost:\d+$/),
  })
  expect(opened[0]?.origin).toBe(entra.url)
  expect(stdout).not.toContain(query.code_challenge ? 'code_verifier' : '')
})

test('--device-code signs in with a code although there is a browser', async () => {
  const { opened, openBrowser } = browserOf(nestor.profile.userPrincipalName)
  expect((await runRegister([...args, '--device-code'], { openBrowser })).exitCode).toBe(0)
  expect([opened, polls()]).toEqual([[], 1])
})

test('if the browser cannot be opened, the sign-in uses a code', async () => {
  const { exitCode, stdout } = await runRegister(args, { openBrowser: async () => false })
  expect([exitCode, polls()]).toEqual([0, 1])
  expect(stdout).toContain('Sign in with a code, because the browser could not be started')
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

test('prints why there is no browser before the code', async () => {
  const { stdout } = await runRegister(args, { openBrowser: 'this is an SSH session' })
  expect(stdout).toMatch(/with a code, because this is an SSH session\.[\s\S]*Enter /)
})

test('an account without the role is rejected with advice, and nothing is changed', async () => {
  const openBrowser = async (url: string) => {
    const answer = new URL(new URL(url).searchParams.get('redirect_uri') ?? '')
    answer.search = String(
      new URLSearchParams({
        error: 'access_denied',
        error_subcode: 'cancel',
        state: new URL(url).searchParams.get('state') ?? '',
      }),
    )
    void fetch(answer)
    return true
  }
  const { exitCode, stdout } = await runRegister(args, { operator: lidia, openBrowser })
  expect([exitCode, stdout]).toEqual([3, expect.stringContaining('The sign-in was declined.')])
  expect(stdout).toContain('GRAPH_TOKEN')
  expect(writes(entra)).toEqual([])
})

describe('the loopback server turns away', () => {
  /** Tries this before the real answer, which still counts. */
  async function tried(attempt: (redirectUri: URL, state: string) => Promise<number>): Promise<number> {
    let status = 0
    const { exitCode } = await runRegister(args, {
      operator: null,
      openBrowser: async (url) => {
        const query = new URL(url).searchParams
        status = await attempt(new URL(query.get('redirect_uri') ?? ''), query.get('state') ?? '')
        const answer = await new EntraBrowser(overHttp).signIn(url, nestor.profile.userPrincipalName)
        expect((await fetch(answer)).status).toBe(200)
        return true
      },
    })
    expect(exitCode).toBe(0)
    return status
  }

  const statusOf = async (url: URL, query: string) => {
    url.search = query
    return (await fetch(url)).status
  }

  test('a code of another sign-in (CSRF)', async () => {
    expect(await tried((url) => statusOf(url, '?code=stolen&state=other'))).toBe(400)
  })

  test('a code without a state', async () => {
    expect(await tried((url) => statusOf(url, '?code=stolen'))).toBe(400)
  })

  test('a doubled state', async () => {
    expect(await tried((url, state) => statusOf(url, `?code=x&state=${state}&state=${state}`))).toBe(400)
  })

  test('code and error together', async () => {
    expect(await tried((url, state) => statusOf(url, `?code=x&error=y&state=${state}`))).toBe(400)
  })

  test('another path', async () => {
    expect(await tried(async (url) => (await fetch(new URL('/favicon.ico', url))).status)).toBe(404)
  })

  test('a POST', async () => {
    const post = async (url: URL, state: string) => {
      url.search = `?code=x&state=${state}`
      return (await fetch(url, { method: 'POST' })).status
    }
    expect(await tried(post)).toBe(404)
  })

  test('a host name that was rebound to this computer (DNS rebinding)', async () => {
    const rebound = (url: URL, state: string) =>
      new Promise<number>((resolve) => {
        get(
          {
            host: '127.0.0.1',
            port: url.port,
            path: `/?code=x&state=${state}`,
            headers: { host: 'attacker.example' },
          },
          (response) => resolve(response.resume().statusCode ?? 0),
        )
      })
    expect(await tried(rebound)).toBe(421)
  })
})

test('the port is closed once the response has arrived', async () => {
  const { opened, openBrowser } = browserOf(nestor.profile.userPrincipalName)
  await runRegister(args, { operator: null, openBrowser })
  const port = new URL(opened[0]?.searchParams.get('redirect_uri') ?? '').port
  const refused = await new Promise((resolve) => {
    request({ host: '127.0.0.1', port }, () => resolve(null))
      .once('error', resolve)
      .end()
  })
  expect(refused).toMatchObject({ code: 'ECONNREFUSED' })
})

test('a code that the token endpoint rejects is explained', async () => {
  entra.intercept = ({ url }) =>
    url.endsWith('/token')
      ? Response.json(
          {
            error: 'invalid_grant',
            error_description:
              'AADSTS53003: Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.\r\nTrace ID: 1',
            error_codes: [53003],
          },
          { status: 400 },
        )
      : null
  const { openBrowser } = browserOf(nestor.profile.userPrincipalName)
  const { exitCode, stdout } = await runRegister(args, { operator: null, openBrowser })
  expect(exitCode).toBe(3)
  expect(stdout).toMatch(/Conditional Access.*AADSTS53003: Access has been blocked/)
  expect(stdout).not.toContain('Trace ID')
  expect(stdout).toContain(`tenant ${contoso.id}`)
})
