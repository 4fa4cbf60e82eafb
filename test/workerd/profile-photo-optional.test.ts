import { expect, test } from 'vitest'
import { breakingAnswer } from './changed-answers.ts'
import { HOUR, stopClock } from './clock.ts'
import { startSampleApp } from './sample-app.ts'

const isPhoto = ({ url }: Request) => url.endsWith('/photo/$value')

async function photoOf(answer: () => Response) {
  const app = await startSampleApp()
  const browser = app.browser()
  await browser.signIn()
  app.intercept = (request) => (isPhoto(request) ? answer() : null)
  const response = await browser.get('/profile/photo')
  expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('>AV</text></svg>')])
  return app
}

test('a bug of this app in the photo costs no page, and is in the log: what kind and where, not what it choked on', async () => {
  const app = await photoOf(breakingAnswer)
  const bug = { code: 'internal', reason: 'TypeError', stack: expect.stringMatching(/^\s+at /) }
  expect(app.lastLog('exception')).toMatchObject(bug)
  expect(JSON.stringify(app.logs)).not.toContain('a value in it')
})

test('an error of the other side in the photo is no bug of this app', async () => {
  const app = await photoOf(() => new Response('', { status: 503 }))
  expect(app.lastLog('exception')).toBeUndefined()
})

test('a grant that was revoked ends the session at the photo, and is no fault', async () => {
  const clock = stopClock()
  const app = await startSampleApp({ SESSION_IDLE_MINUTES: '240' })
  const browser = app.browser()
  await browser.signIn()
  clock.pass(2 * HOUR)
  app.emulator.setFault('refresh_revoked')
  expect((await browser.get('/profile/photo')).status).toBe(302)
  expect(app.lastLog('session_ended')).toMatchObject({ reason: 'entra', aadsts: 50173 })
  expect([app.lastLog('error')?.reason, app.lastLog('exception')]).toEqual(['refresh', undefined])
})
