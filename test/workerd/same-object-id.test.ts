// An object id is one tenant's own, and a subject one issuer's: two tenants may have the same.
import { expect, test } from 'vitest'
import { adele, megan, type Person } from '../../emulator/seed.ts'
import { PUBLIC, reachCallback, startAppFor } from './careless-entra.ts'
import type { Json } from './changed-answers.ts'
import { forgeClaims } from './hostile-entra.ts'

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
