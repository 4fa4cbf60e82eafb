import { expect, test } from 'vitest'
import type { TestApp } from './app.ts'
import { breakingAnswer } from './changed-answers.ts'
import { ADELES, atTokens, isAzureDevOps } from './tokens.ts'

const isRevokedList = ({ url }: Request) => url.includes('displayFilterOption=revoked')

const PARTS: [string, string, (request: Request) => boolean, string][] = [
  ['the number of tokens that end soon', '/', isAzureDevOps, 'Create, rotate and revoke'],
  ['whether a token is revoked', `/tokens/${ADELES(21)}`, isRevokedList, 'active or revoked'],
  ['whether a token to be changed is revoked', `/tokens/${ADELES(21)}/edit`, isRevokedList, 'Edit'],
]

/** The app's answers to these requests are put in place of the real ones. */
function answering(app: TestApp, isMeant: (request: Request) => boolean, answer: () => Response): void {
  app.intercept = (request) => (isMeant(request) ? answer() : null)
}

test.each(PARTS)(
  'a fault of this app in %s costs no page, and is in the log: what kind and where, not what it choked on',
  async (_, path, isMeant, words) => {
    const { app, browser } = await atTokens()
    answering(app, isMeant, breakingAnswer)
    const response = await browser.get(path)
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining(words)])
    const fault = { code: 'internal', reason: 'TypeError', stack: expect.stringMatching(/^\s+at /) }
    expect(app.lastLog('exception')).toMatchObject(fault)
    expect(JSON.stringify(app.logs)).not.toContain('a value in it')
  },
)

test.each(PARTS)(
  'a fault of the other side’s in %s is none of this app’s',
  async (_, path, isMeant, words) => {
    const { app, browser } = await atTokens()
    answering(app, isMeant, () => new Response('', { status: 503 }))
    const response = await browser.get(path)
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining(words)])
    expect(app.lastLog('exception')).toBeUndefined()
  },
)
