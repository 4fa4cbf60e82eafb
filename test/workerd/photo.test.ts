import { expect, test } from 'vitest'
import { initialsOf } from '../../src/profile/initials.tsx'
import type { TestApp } from './app.ts'
import type { Browser } from './browser.ts'
import { answerApi, breakingAnswer } from './changed-answers.ts'
import { HOUR, stopClock } from './clock.ts'
import { forgeClaims } from './hostile-entra.ts'
import { signedInAtSample, startSampleApp } from './sample-app.ts'

const PHOTO = '/v1.0/me/photo/$value'

async function signedIn(claims?: Record<string, unknown>): Promise<{ app: TestApp; browser: Browser }> {
  const app = await startSampleApp()
  const browser = app.browser()
  if (claims) forgeClaims(app, (real) => ({ ...real, ...claims }))
  await browser.signIn()
  app.intercept = () => null
  return { app, browser }
}

const picture = (type: string | null, body: BodyInit = 'bytes', status = 200) =>
  new Response(body, { status, headers: type === null ? {} : { 'content-type': type } })

const typeOf = (response: Response) => response.headers.get('content-type')

test.each(['image/png', 'IMAGE/JPEG', 'image/png; charset=x'])(
  'a photo of type %s is passed on',
  async (type) => {
    const { app, browser } = await signedIn()
    answerApi(app, PHOTO, () => picture(type))
    const response = await browser.get('/profile/photo', { accept: 'image/*' })
    expect([response.status, typeOf(response)]).toEqual([200, type.toLowerCase().split(';')[0]])
    expect(new TextDecoder().decode(await response.arrayBuffer())).toBe('bytes')
  },
)

test('a photo is streamed: its first bytes are here before its last are sent', async () => {
  const { app, browser } = await signedIn()
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  answerApi(app, PHOTO, () => picture('image/png', readable))
  const response = await browser.get('/profile/photo')
  const reader = response.body?.getReader()
  const first = reader?.read()
  await writer.write(Uint8Array.of(1, 2, 3))
  expect((await first)?.value).toEqual(Uint8Array.of(1, 2, 3))
  const end = reader?.read()
  await writer.close()
  expect((await end)?.done).toBe(true)
})

test('the photo’s own headers are not passed on', async () => {
  const { app, browser } = await signedIn()
  const headers = {
    'content-type': 'image/png',
    'set-cookie': 'a=b',
    'access-control-allow-origin': '*',
    link: '<x>',
  }
  answerApi(app, PHOTO, () => new Response('bytes', { headers }))
  const response = await browser.get('/profile/photo')
  expect(response.headers.getSetCookie()).toEqual([])
  expect(['access-control-allow-origin', 'link'].map((name) => response.headers.get(name))).toEqual([
    null,
    null,
  ])
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  await response.body?.cancel()
})

const script = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
test.each<[string, () => Response | Promise<Response>]>([
  ['SVG', () => picture('image/svg+xml', script)],
  ['SVG under two types', () => picture('image/svg+xml, image/png', script)],
  ['a picture with status 403', () => picture('image/png', 'bytes', 403)],
  // Which is no reason to renew the token at every view.
  ['401', () => picture('application/json', '{}', 401)],
  ['a redirect', () => Response.redirect('https://evil.example/x.png', 302)],
])(
  'when Graph answers the photo with %s the person has initials, and no request follows',
  async (_, answer) => {
    const { app, browser } = await signedIn()
    app.intercept = (request) => (request.url.endsWith('$value') ? answer() : null)
    app.outbound.length = 0
    const response = await browser.get('/profile/photo', { accept: 'image/*' })
    expect([response.status, typeOf(response)]).toEqual([200, 'image/svg+xml'])
    expect(await response.text()).toContain('>AV</text></svg>')
    expect(app.outbound).toEqual([`GET https://graph.microsoft.com${PHOTO}`])
    expect(app.lastLog('exception')).toBeUndefined()
  },
)

test('the token goes to Graph alone, and no redirect is followed', async () => {
  const { app, browser } = await signedIn()
  const asked = answerApi(app, PHOTO, () => picture('image/png'))
  await (await browser.get('/profile/photo')).body?.cancel()
  expect(asked.map(({ url, redirect }) => [url, redirect])).toEqual([
    [`https://graph.microsoft.com${PHOTO}`, 'manual'],
  ])
  expect(asked[0]?.headers.get('authorization')).toMatch(/^Bearer /)
})

test.each([
  ['<script>alert(1)</script>', 'SS'],
  ['\ud800 lone', 'L'],
])('the initials of a hostile name, %j, are %s', async (name, initials) => {
  const { app, browser } = await signedIn({ name })
  answerApi(app, PHOTO, () => picture(null, '', 404))
  const response = await browser.get('/profile/photo')
  const svg = await response.text()
  expect(/<text[^>]*>(.*)<\/text>/.exec(svg)?.[1]).toBe(initials)
  expect(svg).not.toMatch(/<script|<img|style=|\son\w+=/)
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
})

test('a bug of this app in the photo costs no page, and is in the log: what kind and where, not what it choked on', async () => {
  const { app, browser } = await signedIn()
  app.intercept = (request) => (request.url.endsWith('$value') ? breakingAnswer() : null)
  expect(await browser.text('/profile/photo')).toContain('>AV</text></svg>')
  const bug = { code: 'internal', reason: 'TypeError', stack: expect.stringMatching(/^\s+at /) }
  expect(app.lastLog('exception')).toMatchObject(bug)
  expect(JSON.stringify(app.logs)).not.toContain('a value in it')
})

test('a grant that was revoked ends the session at the photo, and is no fault', async () => {
  const clock = stopClock()
  const { app, browser } = await signedInAtSample({ SESSION_IDLE_MINUTES: '240' })
  clock.pass(2 * HOUR)
  app.emulator.setFault('refresh_revoked')
  expect((await browser.get('/profile/photo')).status).toBe(302)
  expect(app.lastLog('session_ended')).toMatchObject({ reason: 'entra', aadsts: 50173 })
  expect([app.lastLog('error')?.reason, app.lastLog('exception')]).toEqual(['refresh', undefined])
})

/** Names as directories write them. */
test.each([
  ['Jane Doe', 'JD'],
  ['Doe, Jane', 'JD'],
  ['Doe, Jane (Contoso)', 'JD'],
  ['[EXT] Jane Doe', 'JD'],
  ['Room 101', 'R1'],
  ['E\u0301lodie Durand', 'E\u0301D'],
  ['山田 太郎', '山太'],
  ['अनिल कुमार', 'अकु'],
  ['😀 Jane Doe 🎉', 'JD'],
  ['', '?'],
  ['jane.doe@contoso.example', 'J'],
])('the initials of %j are %s', (name, initials) => {
  expect(initialsOf({ name, username: null })).toBe(initials)
})

test.each(['🦊', '(Contoso)', null])('a name without a letter, %s, leaves it to the user name', (name) => {
  expect(initialsOf({ name, username: 'jane.doe@contoso.example' })).toBe('J')
})
