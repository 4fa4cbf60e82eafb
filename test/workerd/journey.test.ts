import { expect, test } from 'vitest'
import { visit } from './app.ts'
import { leavesTo } from './browser.ts'

test('a person signs in, sees their profile, and signs out here and at Entra', async () => {
  const { app, browser } = await visit()
  expect(await browser.home()).toContain('href="/login"')

  const callback = await browser.signIn()
  expect([callback.status, callback.headers.get('location')]).toEqual([303, '/'])
  expect(await browser.home()).toContain('Adele Vance')
  expect(await browser.text('/profile')).toContain('Retail Manager')

  const out = await browser.post('/logout')
  expect(out.status).toBe(200)
  const signedOut = await browser.entra.logout(leavesTo(out))
  expect(signedOut.continueTo?.href).toBe('https://entryway.example/callback')
  const back = await browser.get('/callback')
  expect([back.status, back.headers.get('location')]).toEqual([303, '/?signed-out'])
  expect(await browser.text('/?signed-out')).toContain('You’re signed out.')
  expect(await app.kv.keys()).toEqual([])
})
