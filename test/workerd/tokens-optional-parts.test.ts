import { expect, test } from 'vitest'
import { breakingAnswer } from './changed-answers.ts'
import { atTokens, isAzureDevOps } from './tokens.ts'

test.each([
  ['this app', breakingAnswer, true],
  ['the other side', () => new Response('', { status: 503 }), false],
])(
  'a fault of %s in the number of tokens that end soon costs no page; one of this app is logged',
  async (_, answer, isOwn) => {
    const { app, browser } = await atTokens()
    app.intercept = (request) => (isAzureDevOps(request) ? answer() : null)
    const response = await browser.get('/')
    expect([response.status, await response.text()]).toEqual([
      200,
      expect.stringContaining('Create, rotate and revoke'),
    ])
    const stack = expect.stringMatching(/^\s+at /)
    if (isOwn)
      expect(app.lastLog('exception')).toMatchObject({ code: 'internal', reason: 'TypeError', stack })
    else expect(app.lastLog('exception')).toBeUndefined()
    expect(JSON.stringify(app.logs)).not.toContain('a value in it')
  },
)
