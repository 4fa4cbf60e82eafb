import { expect, test } from 'vitest'
import { contoso } from '../../emulator/seed.ts'
import { displayText, roleNames, truncate } from '../../src/entryway/entra/claim-text.ts'
import { startApp, type TestApp } from './app.ts'
import { type Browser, leavesTo } from './browser.ts'
import type { Json } from './changed-answers.ts'
import { forgeClaims } from './hostile-entra.ts'

const LONG = 'x'.repeat(100_000)

async function signedInAs(claims: Json): Promise<{ app: TestApp; browser: Browser; home: string }> {
  const app = await startApp()
  forgeClaims(app, (real) => ({ ...real, ...claims }))
  const browser = await app.browser().signedIn()
  app.intercept = () => null
  return { app, browser, home: await browser.home() }
}

const heading = (page: string) => /<h1>([\s\S]*?)<\/h1>/.exec(page)?.[1]

test.each([
  ['markup', '<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  ['marks that turn the direction around', 'Ann\u202e gnp.exe\u2066\u200f', 'Ann gnp.exe'],
  ['line breaks', 'Ann\r\nSet-Cookie: a=b\u2028\u2029', 'AnnSet-Cookie: a=b'],
  ['NUL, escape and other control characters', 'A\u0000n\u001b[31mn\u0085', 'An[31mn'],
  ['a byte order mark and zero-width marks', '\ufeffAn\u200bn', 'Ann'],
  ['half a character', 'Ann\ud83d', 'Ann\ufffd'],
  ['100 KB', LONG, LONG.slice(0, 256)],
])('a name of %s harms neither page nor header', async (_, name, shown) => {
  for (const claim of ['name', 'preferred_username']) {
    const { browser, home } = await signedInAs({
      name: undefined,
      preferred_username: undefined,
      [claim]: name,
    })
    expect(heading(home)).toBe(`Welcome, <bdi>${shown}</bdi>`)
    expect(home).not.toMatch(/<script|[\u202a-\u202e\u2066-\u2069\u2028\u2029]/)
    expect(home).not.toContain('\u0000')
    const out = await browser.text('/logout')
    expect(out).toContain(`<bdi>${shown}</bdi>`)
  }
})

test.each([
  ['an object', { toString: 'x' }],
  ['a number', 42],
  ['empty', ''],
  ['only marks', '\u202e\u200b'],
  ['missing', undefined],
])('a name that is %s is ignored', async (_, name) => {
  const { home } = await signedInAs({ name, preferred_username: name })
  expect(heading(home)).toBe('Welcome, <bdi>an account without a name</bdi>')
})

test.each([
  ['a sid', { sid: LONG }],
  ['a login_hint', { login_hint: LONG }],
  ['roles', { roles: Array.from({ length: 10_000 }, () => 'admin') }],
  ['roles of the wrong type', { roles: { 0: 'admin', length: 1 } }],
  ['a name and a user name', { name: LONG, preferred_username: LONG }],
])('%s of 100 KB or of another shape leaves a session that works and signs out', async (_, claims) => {
  const { app, browser, home } = await signedInAs(claims)
  expect(heading(home)).toContain('Welcome')
  const values = await Promise.all((await app.kv.keys()).map((key) => app.kv.real.get(key)))
  expect(Math.max(...values.map((value) => value?.length ?? 0))).toBeLessThan(50_000)
  const out = await browser.post('/logout')
  expect([out.status, leavesTo(out).length < 4096]).toEqual([200, true])
  expect(await app.kv.keys()).toEqual([])
})

test('a login_hint with line breaks or & cannot add a header or a parameter at sign-out', async () => {
  const { browser } = await signedInAs({
    login_hint: 'a&post_logout_redirect_uri=https://evil.example\r\nX: y',
  })
  const location = leavesTo(await browser.post('/logout'))
  expect(new URL(location).searchParams.getAll('post_logout_redirect_uri')).toEqual([
    'https://entryway.example/callback',
  ])
  expect(location).not.toMatch(/[\r\n]/)
})

test('claims named like parts of JavaScript’s objects are inert', async () => {
  const hostile = { constructor: 'x', toString: 'x', hasOwnProperty: 'x', prototype: { admin: true } }
  const json = JSON.parse('{"__proto__":{"name":"Mallory","tenantId":"evil","admin":true}}')
  const { app, home } = await signedInAs({
    ...hostile,
    ...json,
    name: undefined,
    preferred_username: 'adele@contoso.example',
  })
  expect(heading(home)).toBe('Welcome, <bdi>adele@contoso.example</bdi>')
  expect('admin' in {}).toBe(false)
  expect(app.lastLog('sign_in')).toMatchObject({ tid: contoso.id })
})

const FAMILY = '👨\u200d👩\u200d👧\u200d👦'
const ENGLAND = '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}'

test.each([
  ['Persian with U+200C', 'می\u200cخواهم'],
  ['a family of four', `Ann ${FAMILY}`],
  ['skin tones', 'Ann 👩🏽\u200d💻'],
  ['the flag of England, of hidden letters', `Ann ${ENGLAND}`],
])('%s is shown as it is', (_, name) => {
  expect(displayText(name)).toBe(name)
})

test.each([
  ['bidi controls', '\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069'],
  ['invisible separators', '\u00AD\u180E\u200B\u2028\u2029\u2060\u2061\u2062\u2063\u2064\uFEFF'],
  ['control characters', '\0\t\r\n\x1B\x7F\x85'],
  ['fillers and annotations', '\u115F\u1160\u17B4\u17B5\u3164\uFFA0\uFFF9\uFFFA\uFFFB'],
  ['a joiner of no letters, and the blank of Braille', '\u034F\u2800'],
  ['hidden letters that are no flag’s', '\u{E0061}\u{E0062}\u{E0001}'],
])('%s are left out', (_, hidden) => {
  expect(displayText(`A${hidden}n${hidden}n`)).toBe('Ann')
  expect(displayText(hidden)).toBeNull()
})

test.each(['\u200C', '\u200D\u200D', ' \u200C ', '\uFE0F', '\u0301'])('%j alone is not a name', (name) => {
  expect(displayText(name)).toBeNull()
})

test('a long text is cut between characters', () => {
  const long = `${'x'.repeat(250)}${FAMILY.repeat(3)}`
  expect(displayText(long)).toBe('x'.repeat(250))
  expect(truncate('x'.repeat(5), 5)).toBe('xxxxx')
  expect(truncate(`xx${FAMILY}`, 4)).toBe('xx')
  expect(truncate(`x${'\u0301'.repeat(500)}`, 100)).toHaveLength(100)
})

test('roles are kept to the letter, each once', () => {
  expect(roleNames(['Reader', 'reader', 'Reader', 1, null, '', 'a\nb', 'Süd\u200C'])).toEqual([
    'Reader',
    'reader',
    'Süd\u200C',
  ])
})

const roles = (count: number) => Array.from({ length: count }, (_, index) => `Role.${index}`)

test.each([1200])('%i roles are all kept', (count) => {
  expect(roleNames(roles(count))).toEqual(roles(count))
})

test('rejects more roles than an app can have, instead of cutting them', () => {
  expect(roleNames(roles(1201))).toBeNull()
})
