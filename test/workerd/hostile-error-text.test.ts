import { expect, test } from 'vitest'
import { atCallback, visit } from './app.ts'
import { expectRefused } from './refused.ts'

const HOSTILE = [
  ['a script', '<script>alert(1)</script>'],
  ['an attribute’s end', '"><img src=x onerror=alert(1)>'],
  ['a link', 'Call https://evil.example/help now'],
  ['line breaks', 'AADSTS50105\r\n{"event":"sign_in"}'],
  ['bidi marks', '\u202eevil\u2066'],
  ['100 KB', 'evil '.repeat(20_000)],
] as const

test.each(HOSTILE)('%s in the error’s text reaches neither page, header nor log', async (_, text) => {
  const { app, browser } = await visit()
  const request = await browser.startSignIn()
  const callback = new URL('https://entryway.example/callback')
  callback.searchParams.set('state', request.searchParams.get('state') ?? '')
  for (const name of ['error', 'error_description', 'error_uri', 'error_subcode', 'error_codes']) {
    callback.searchParams.set(name, text)
  }
  const page = await expectRefused(app, browser, callback, {
    status: 403,
    code: text.includes('AADSTS50105') ? 'not_assigned' : 'entra_refused',
    reason: 'entra',
  })
  expect(page).not.toMatch(/<script|onerror|evil|\u202e|\{"event"/)
  expect(page.length).toBeLessThan(4096)
  expect(JSON.stringify(app.logs)).not.toMatch(/script|onerror|evil|\\u202e|\\"event\\"/)
})

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
  'an error called %s is one that is not known',
  async (error) => {
    const { app, browser } = await visit()
    const { searchParams } = await browser.startSignIn()
    const query = new URLSearchParams({ error, state: searchParams.get('state') ?? '' })
    await expectRefused(app, browser, `/callback?${query}`, {
      status: 403,
      code: 'entra_refused',
      reason: 'entra',
    })
  },
)

test('error text of the token endpoint reaches neither page nor log', async () => {
  const { app, browser, callback } = await atCallback()
  app.intercept = ({ method }) =>
    method === 'POST'
      ? Response.json(
          {
            error: 'evil<script>',
            error_description: 'evil AADSTSevil',
            suberror: 'evil',
            error_uri: 'https://evil.example',
            claims: 'evil',
          },
          { status: 400 },
        )
      : null
  const page = await expectRefused(app, browser, callback, {
    status: 403,
    code: 'entra_refused',
    reason: 'entra',
  })
  expect(page).not.toContain('evil')
  expect(JSON.stringify(app.logs)).not.toContain('evil')
})
