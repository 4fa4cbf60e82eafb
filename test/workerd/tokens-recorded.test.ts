// Each recorded answer of Azure DevOps, at the page for personal access tokens that asks for it.
import { expect } from 'vitest'
import { contoso } from '../../emulator/seed.ts'
import { PatError } from '../../src/tokens/pat-error.ts'
import recorded from '../recorded/azure-devops.json'
import type { TestApp } from './app.ts'
import type { Browser } from './browser.ts'
import { stopClock } from './clock.ts'
import { answerOf, feed, type Sample } from './recorded.ts'
import { ADELES, atTokens, fillIn, isAzureDevOps, valueOn, wordsOf } from './tokens.ts'

const ID = '00000000-0000-4000-8000-000000000401'

/** Its tenant is that of the test's own people, unless a test is about another one. */
const atHome = (sample: Sample): Sample =>
  JSON.parse(JSON.stringify(sample).replaceAll('00000000-0000-4000-8000-000000000001', contoso.id))

/** Stands in for the service's answers to this method. */
function answer(app: TestApp, method: string, sample: Sample): void {
  app.intercept = (request) => (isAzureDevOps(request) && request.method === method ? answerOf(sample) : null)
}

type Check = (sample: Sample) => Promise<void>

/** GET /tokens: these words on the list. */
const list =
  (...words: string[]): Check =>
  async (sample) => {
    const { app, browser } = await atTokens()
    answer(app, 'GET', sample)
    const response = await browser.get('/tokens')
    const page = wordsOf(await response.text())
    expect(response.status).toBe(200)
    for (const each of words) expect(page).toContain(each)
    expect(page).not.toContain('You have no')
  }

/** POST /tokens/new: the form as a person fills it in. */
async function create(sample: Sample): Promise<{ response: Response; page: string; words: string }> {
  const { app, browser } = await atTokens()
  const typed = await fillIn(browser)
  answer(app, 'POST', sample)
  const response = await browser.post('/tokens/new', typed)
  const page = await response.text()
  return { response, page, words: wordsOf(page) }
}

/** Refused at the form, with this sentence and all that was typed. */
const refused =
  (sentence: string): Check =>
  async (sample) => {
    const { response, page, words } = await create(sample)
    expect(response.status).toBe(422)
    expect(words).toContain(sentence)
    expect(page).toContain('value="Deploy"')
  }

/** GET /tokens is a page of this status and title; the log has what the operator can do. */
const page =
  (
    status: number,
    title: string,
    log: Record<string, unknown>,
    change: (sample: Sample) => Sample = atHome,
  ): Check =>
  async (sample) => {
    const { app, browser } = await atTokens()
    answer(app, 'GET', change(sample))
    const response = await browser.get('/tokens')
    const text = await response.text()
    expect([response.status, /<h1>(.*?)<\/h1>/.exec(text)?.[1]]).toEqual([status, title])
    expect(app.lastLog('error')).toMatchObject(log)
    // None of the service's own text, and its page is not followed.
    expect(text).not.toMatch(/TF4|VS4|Object moved|_signin/)
    expect(app.outbound.join()).not.toContain('_signin')
  }

const SIGN_IN_PAGE = 'Azure DevOps requires a different sign-in'
const NO_ACCESS = 'Your account has no access to this organization'

const EXPECTED: Record<string, Check> = {
  list: list('build agent', 'all organizations'),
  // An empty page that goes on is not "none".
  'list-more': list('there are more pages', 'Next page'),
  created: async (sample) => {
    const { response, page: shown } = await create(sample)
    expect(response.status).toBe(200)
    expect(valueOn(shown)).toHaveLength(84)
  },
  'created-clamped': async (sample) => {
    const { patToken } = (sample.body ?? {}) as { patToken?: { validFrom: string } }
    // The clock on which the sample was made.
    stopClock().pass(Date.parse(patToken?.validFrom ?? '') / 1000 - Date.now() / 1000)
    const { words } = await create(sample)
    expect(words).toMatch(/You asked for .*, but your organization’s policy allows .* at most/)
  },
  updated: async (sample) => {
    const { app, browser } = await atTokens()
    const path = `/tokens/${ADELES(21)}/edit`
    const form = await fillIn(browser, { displayName: 'build agent' }, path)
    answer(app, 'PUT', sample)
    const response = await browser.post(path, form)
    expect(response.status).toBe(303)
    expect(app.lastLog('pat_updated')).toBeDefined()
  },
  revoked: async (sample) => {
    const { app, browser } = await atTokens()
    answer(app, 'DELETE', sample)
    expect((await browser.post(`/tokens/${ID}/revoke`)).status).toBe(303)
    expect(app.lastLog('pat_revoked')).toBeDefined()
  },
  refused: refused('Enforce maximum personal access token lifespan'),
  'refused-7.2': refused('Restrict personal access token creation'),
  'tenant-policy-unreadable': refused('The policies of your directory or organization couldn’t be read'),
  'words-of-patTokenError': async (sample) => {
    const { words } = sample as Sample & { words?: Record<string, string[]> }
    for (const patTokenError of Object.values(words ?? {}).flat()) {
      const { reason } = new PatError(patTokenError).context
      if (patTokenError !== 'none') expect(reason, patTokenError).toBe(patTokenError)
    }
  },
  '302-wrong-kind-of-token': page(502, SIGN_IN_PAGE, { code: 'api_unauthorized', reason: 'status_302' }),
  '203-expired-token': page(502, SIGN_IN_PAGE, { code: 'api_unauthorized', reason: 'status_203' }),
  '401': page(502, NO_ACCESS, { code: 'api_unauthorized', reason: 'TF400813' }),
  '401-suppressed-redirect': page(502, 'Azure DevOps didn’t accept your sign-in', { reason: 'status_401' }),
  '403-policy': page(403, 'Your organization’s access policy blocked this', { reason: 'VS403463' }),
  'not-allowed': page(403, 'Azure DevOps doesn’t let you do this', { reason: 'InvalidAccessException' }),
  '400-bad-body': async (sample) => {
    const { words } = await create(sample)
    expect(words).toContain('It returned 400')
  },
  // As /_apis/tokens would say it: the app does not ask for connection data.
  'connection-data': page(
    502,
    'The organization belongs to another directory',
    { reason: 'organization_of_another_tenant', operator: expect.stringContaining('check AZURE_DEVOPS_URL') },
    (sample) => sample,
  ),
  'connection-data-of-personal-accounts': page(502, 'This organization belongs to personal accounts', {
    reason: 'organization_of_personal_accounts',
  }),
  numbers: async (sample) => {
    const { numbers } = sample as Sample & { numbers?: Record<string, string> }
    const titles: Record<string, string> = {
      TF400813: NO_ACCESS,
      TF401444: 'Open Azure DevOps once first',
      VS403463: 'Your organization’s access policy blocked this',
      TF400898: 'Azure DevOps didn’t accept your sign-in',
    }
    // The one that is left out is a client library's own.
    expect(Object.keys(numbers ?? {}).sort()).toEqual([...Object.keys(titles), 'VS30063'].sort())
    for (const [number, title] of Object.entries(titles)) {
      const { app, browser }: { app: TestApp; browser: Browser } = await atTokens()
      answer(app, 'GET', { name: number, status: 401, body: { message: `${number}: Words.`, typeKey: 'X' } })
      const text = await browser.text('/tokens')
      expect(/<h1>(.*?)<\/h1>/.exec(text)?.[1], number).toBe(title)
    }
  },
}

feed('azure-devops.json', recorded, EXPECTED, (sample, check) => check(sample))
