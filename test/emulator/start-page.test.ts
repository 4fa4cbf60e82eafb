// The start page: signing in as somebody, faults in words, and the recorded requests.
import { execFileSync } from 'node:child_process'
import { beforeEach, describe, expect, test } from 'vitest'
import { adele } from '../../emulator/seed.ts'
import { curlOf } from '../../emulator/start/curl.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authorizeUrl, tokensFor } from '../support/entra-client.ts'

const ORIGIN = 'http://localhost:8788'

let emulator: Emulator
let browser: EntraBrowser
beforeEach(async () => {
  emulator = await startEmulator()
  browser = new EntraBrowser(emulator)
})

const page = async (path = '/') => (await browser.get(`${ORIGIN}${path}`)).text()
const fetchFrom = (path: string, fields: Record<string, string>, origin = ORIGIN) =>
  emulator.fetch(
    new Request(`${ORIGIN}${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { Origin: origin },
    }),
  )
const locationOf = async (response: Promise<Response>) => (await response).headers.get('Location')

test('lists what can be asked for of an app as an API, as a request names it', async () => {
  const shown = await page()
  expect(shown).toContain('<dt>Identifier URI</dt><dd><code>api://contoso-api</code>')
  expect(shown).toContain('<code>api://contoso-api/access_as_user</code>: Use the Contoso Web API as you')
  // Of the Contoso Web API only.
  expect(shown.split('Identifier URI')).toHaveLength(2)
})

describe('sign in as', () => {
  const CHOSEN = 'Signed in to Entra in this browser'

  test('signs the user in to Entra in this browser only', async () => {
    expect(await page()).not.toContain(CHOSEN)
    const after = await browser.post(`${ORIGIN}/sign-in-as`, { person: adele.profile.id })
    expect(await after.text()).toContain(CHOSEN)
    const silent = authorizeUrl({ prompt: 'none' }, `${ORIGIN}/contoso.example`)
    expect((await browser.get(silent)).headers.get('Location')).not.toContain('login_required')
    const other = new EntraBrowser(emulator)
    expect((await other.get(silent)).headers.get('Location')).toContain('login_required')
  })

  test('comes back to the card of the person', async () => {
    const answer = fetchFrom('/sign-in-as', { person: adele.profile.id })
    expect(await locationOf(answer)).toBe(`/#person-${adele.profile.id}`)
    expect(await page()).toContain(`id="person-${adele.profile.id}"`)
  })

  test('rejects another site', async () => {
    const foreign = await fetchFrom('/sign-in-as', { person: adele.profile.id }, 'https://evil.example')
    expect([foreign.status, foreign.headers.get('Set-Cookie')]).toEqual([400, null])
  })

  test('names a field that is sent twice', async () => {
    const body = new URLSearchParams('person=a&person=b')
    const answer = await emulator.fetch(new Request(`${ORIGIN}/sign-in-as`, { method: 'POST', body }))
    expect(await answer.text()).toContain("The parameter 'person' is duplicated")
  })

  test('rejects unknown users', async () => {
    expect((await fetchFrom('/sign-in-as', { person: 'nobody' })).status).toBe(400)
  })
})

describe('faults', () => {
  test('in words set their AADSTS number, and come back to themselves', async () => {
    const answer = fetchFrom('/faults/in-words', { name: 'secret_expired', times: '2' })
    expect(await locationOf(answer)).toBe('/#fault-secret_expired')
    expect(emulator.state.faults.get('aadsts')).toMatchObject({ aadsts: 7000222, times: 2 })
    const [, item = ''] = (await page()).split('id="fault-secret_expired"')
    expect(item.split('</li>')[0]).toContain('on, 2 left')
  })

  test('one is cleared, and the others stay', async () => {
    emulator.setFault('graph_503')
    emulator.setFault('token_503')
    expect(await locationOf(fetchFrom('/faults/clear', { only: 'graph_503' }))).toBe('/#on-now')
    expect([...emulator.state.faults.keys()]).toEqual(['token_503'])
    await fetchFrom('/faults/clear', {})
    expect(await page()).toContain('No faults are set.')
  })

  test.each([[{ name: 'graph_503' }], [{ name: '__proto__' }], [{}]])(
    '%o is none in words',
    async (fields: Record<string, string>) => {
      expect((await fetchFrom('/faults/in-words', fields)).status).toBe(400)
    },
  )
})

describe('the recorded requests', () => {
  test('are shown with decoded tokens, and without those of the start page', async () => {
    await tokensFor(emulator)
    const shown = await page('/requests')
    expect(shown).toContain('/oauth2/v2.0/token')
    expect(shown).toContain('&quot;preferred_username&quot;: &quot;adele@contoso.example&quot;')
    expect(shown).not.toContain('<span class="path">/requests</span>')
    await browser.post(`${ORIGIN}/requests/clear`)
    expect(await page('/requests')).toContain('No requests are recorded')
  })

  test('markup in a request is text on the page', async () => {
    await emulator.fetch(new Request(`${ORIGIN}/contoso.example/v2.0?x=</pre><script>alert(1)</script>`))
    const body = new URLSearchParams({ '<img src=x onerror=alert(1)>': '1' })
    await emulator.fetch(new Request(`${ORIGIN}/error`, { method: 'POST', body }))
    const shown = await page('/requests')
    expect(shown).not.toContain('<script>alert(1)')
    expect(shown).not.toContain('<img src=x')
  })

  test('a quote in a body does not end the argument of curl', () => {
    const body = "a=it's;touch /tmp/x"
    const url = 'http://localhost/'
    const headers = { accept: '*/*', host: 'localhost' }
    const command = curlOf({ method: 'POST', url, headers, body }, null)
    const script = `curl() { printf '%s\\n' "$@"; }; ${command}`
    const args = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n')
    expect(args).toEqual(['-X', 'POST', url, '-H', 'accept: */*', '--data-raw', body])
  })
})
