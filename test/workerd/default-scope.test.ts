import { expect, test } from 'vitest'
import { signedIn } from './app.ts'
import { isTokenRequest } from './changed-answers.ts'

test('Graph’s .default has a token of its own: pages that take turns renew nothing, and no request mixes the two', async () => {
  const { app, browser } = await signedIn({ SCOPE: 'https://graph.microsoft.com/.default' })
  const asked: string[] = []
  app.intercept = async (request) => {
    if (isTokenRequest(request)) asked.push(String((await request.clone().formData()).get('scope')))
    return null
  }
  for (const path of ['/call_api', '/profile', '/call_api', '/profile', '/call_api']) {
    expect([path, (await browser.get(path)).status]).toEqual([path, 200])
  }
  expect(asked).toEqual(['openid profile offline_access https://graph.microsoft.com/.default'])
})
