import { decodeJwt } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import { adele, alex, megan, type Person, people } from '../../emulator/seed.ts'
import type { StoredSession } from '../../src/entryway/session/cache.ts'
import { createSessionCache } from '../../src/entryway/session/cache.ts'
import { startApp } from './app.ts'
import { PUBLIC, reachCallback, startAppFor } from './careless-entra.ts'
import type { Json } from './changed-answers.ts'
import { forgeClaims } from './hostile-entra.ts'

const REQUESTS = 500
const PAGES = ['/', '/profile', '/call_api', '/profile/photo']

test('of 500 interleaved requests of two people in one isolate none is answered with the other one’s data', async () => {
  const app = await startApp()
  app.intercept = (request) => {
    if (!request.url.endsWith('/photo/$value')) return null
    const { name } = decodeJwt(request.headers.get('authorization')?.slice('Bearer '.length) ?? '')
    return new Response(`a picture of ${name}`, { headers: { 'content-type': 'image/png' } })
  }
  const visitors = await Promise.all(
    [adele, alex].map(async (person) => {
      const browser = await app.browser().signedIn(person.profile.userPrincipalName)
      return { browser, person }
    }),
  )
  const answers = await Promise.all(
    Array.from({ length: REQUESTS }, async (_, index) => {
      const visitor = visitors[index % 2]
      const page = PAGES[Math.floor(index / 2) % PAGES.length] ?? '/'
      const response = await visitor?.browser.get(page)
      const body = new TextDecoder().decode(await response?.arrayBuffer())
      return { page, status: response?.status, body }
    }),
  )
  const othersData = answers.filter(({ body }, index) => {
    const own = index % 2 === 0 ? adele.profile : alex.profile
    const other = index % 2 === 0 ? alex.profile : adele.profile
    return !body.includes(own.displayName) || body.includes(other.givenName) || body.includes(other.id)
  })
  expect(othersData).toEqual([])
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  const cookies = new Set(visitors.map(({ browser }) => browser.sessionToken))
  expect(cookies.size).toBe(2)
})

/** Somebody with a name that no other person's page can contain. */
function person(index: number): Person {
  const number = String(index).padStart(3, '0')
  const userPrincipalName = `person${number}@contoso.example`
  const id = `ade1e000-0000-4000-8000-000000001${number}`
  const profile = {
    ...adele.profile,
    id,
    displayName: `Person ${number}x`,
    userPrincipalName,
    jobTitle: `Job ${number}x`,
  }
  return { tenantId: adele.tenantId, portrait: null, profile }
}

test('twenty people sign in at once in one isolate, and nobody sees anything of another', async () => {
  const crowd = Array.from({ length: 20 }, (_, index) => person(index))
  people.push(...crowd)
  onTestFinished(() => void people.splice(-crowd.length))
  const app = await startApp()

  const pages = await Promise.all(
    crowd.map(async ({ profile }) => {
      const browser = await app.browser().signedIn(profile.userPrincipalName)
      const home = await browser.home()
      return {
        profile,
        token: browser.sessionToken,
        text: home + (await browser.text('/profile')),
      }
    }),
  )
  expect(new Set(pages.map(({ token }) => token)).size).toBe(20)
  for (const { profile, text } of pages) {
    expect(new Set(text.match(/(?:Person|Job) \d{3}x/g))).toEqual(
      new Set([profile.displayName, profile.jobTitle]),
    )
  }
})

test.each([
  ['an object id', (claims: Json): Json => ({ ...claims, oid: adele.profile.id })],
  [
    'a subject, where tokens have no object id',
    ({ oid, ...claims }: Json): Json => ({ ...claims, sub: 'same' }),
  ],
])(
  'signing out everywhere does not cross from one tenant to another that has the same of %s',
  async (_, change) => {
    const app = await startAppFor(`${PUBLIC}/common`)
    forgeClaims(app, change)
    const signIn = async (person: Person) => {
      const browser = app.browser()
      expect((await browser.get((await reachCallback(browser, '/login', person)).href)).status).toBe(303)
      return browser
    }
    const [desk, phone, other] = [await signIn(adele), await signIn(adele), await signIn(megan)]
    await desk.post('/logout', { everywhere: 'yes' })
    expect(app.lastLog('sign_out')).toMatchObject({ everywhere: true })
    for (const restart of [() => undefined, () => app.restart()]) {
      restart()
      expect(await other.home()).toContain(megan.profile.displayName)
      expect(await phone.home()).toContain('Sign in to continue')
    }
    expect(await app.kv.keys('session:')).toHaveLength(1)
  },
)

const MAX_ENTRIES = 1000
const NOW = 1_800_000_000_000
const sessionOf = (id: string) => ({ id, token: { user: 'adele' }, use: {} }) as StoredSession
const numbers = Array.from({ length: MAX_ENTRIES + 1 }, (_, index) => index)

test('of a thousand and one sessions the first is evicted, and all others stay', () => {
  const cache = createSessionCache()
  for (const each of numbers) cache.set(`token-${each}`, sessionOf(`id-${each}`), NOW)
  const cached = numbers.filter((each) => cache.get(`token-${each}`, NOW) !== null)
  expect(cached).toEqual(numbers.slice(1))
})

test('of a thousand and one sessions that ended the first is evicted, and all others stay', () => {
  const cache = createSessionCache()
  for (const each of numbers) cache.end('adele', [`id-${each}`], NOW)
  const revoked = numbers.filter((each) => cache.hasEnded('adele', `id-${each}`, NOW))
  expect(revoked).toEqual(numbers.slice(1))
})

test('the id of another user’s session ends nothing of theirs', () => {
  const cache = createSessionCache()
  cache.set('token', sessionOf('id'), NOW)
  cache.end('mallory', ['id'], NOW)
  expect([cache.get('token', NOW), cache.hasEnded('adele', 'id', NOW)]).toEqual([expect.anything(), false])
})
