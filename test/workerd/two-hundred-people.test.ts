import { expect, onTestFinished, test } from 'vitest'
import { adele, type Person, people } from '../../emulator/seed.ts'
import { startApp } from './app.ts'

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

test('200 people sign in at once in one isolate, and nobody sees anything of another', async () => {
  const crowd = Array.from({ length: 200 }, (_, index) => person(index))
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
        text: home + (await (await browser.get('/profile')).text()),
      }
    }),
  )
  expect(new Set(pages.map(({ token }) => token)).size).toBe(200)
  for (const { profile, text } of pages) {
    expect(new Set(text.match(/(?:Person|Job) \d{3}x/g))).toEqual(
      new Set([profile.displayName, profile.jobTitle]),
    )
  }
})
