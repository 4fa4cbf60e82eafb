import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { adele, alex } from '../../emulator/seed.ts'
import { startApp } from './app.ts'

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

test('two people who sign in at the same moment get each their own session', async () => {
  const app = await startApp()
  const visitors = await Promise.all(
    [adele, alex].map(async ({ profile }) => {
      const browser = app.browser()
      return { browser, profile, callback: await browser.reachCallback(profile.userPrincipalName) }
    }),
  )
  await Promise.all(visitors.map(({ browser, callback }) => browser.get(callback.href)))
  for (const { browser, profile } of visitors) {
    expect(await browser.home()).toContain(profile.displayName)
  }
})
