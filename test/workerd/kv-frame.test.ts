// The frame of a page while KV does not answer.
import { expect, test } from 'vitest'
import { signedInAtSample } from './sample-app.ts'

test('an error page leaves out the account while the store does not answer, and does not ask it twice', async () => {
  const { app, browser } = await signedInAtSample()
  app.restart()
  app.kv.failing.add('get')
  app.kv.operations.length = 0
  const response = await browser.get('/logout')
  expect(response.status).toBe(503)
  expect(await response.text()).not.toContain('Adele Vance')
  expect(app.kv.counts().get).toBe(2)
})
