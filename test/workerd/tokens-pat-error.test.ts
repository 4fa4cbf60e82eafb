import { expect, test } from 'vitest'
import {
  ADELES,
  atTokens,
  fillIn,
  formTokenOf,
  methodsOf,
  numberOfPats,
  watchCalls,
  wordsOf,
} from './tokens.ts'

/** One of each kind, with a word of what is told and where it stands. */
const ERRORS: [string, string, string | null][] = [
  ['invalidDisplayName', 'doesn’t accept this name', 'displayName'],
  ['invalidScope', 'doesn’t accept one of these scopes', 'scope'],
  ['expiredPatCannotBeExtended', 'Rotate it', 'expiry'],
  ['accessDenied', 'An administrator of the organization can change it', null],
  ['somethingNewOf2027', 'for a reason that this app doesn’t know', null],
]

const answering = (patTokenError: unknown) => () =>
  Response.json({ patToken: null, patTokenError, patTokenErrorMessage: 'The service’s own words' })

test.each(ERRORS)(
  '%s at the form is a sentence where it belongs, with all that was typed',
  async (error, words, field) => {
    const { app, browser } = await atTokens()
    const typed = await fillIn(browser, {
      displayName: 'As typed',
      scope: ['vso.work_write', 'vso.wiki'],
      expiry: '60',
    })
    const before = numberOfPats(app)
    const calls = watchCalls(app, answering(error))
    const response = await browser.post('/tokens/new', typed)
    const page = await response.text()
    expect([response.status, methodsOf(calls), numberOfPats(app)]).toEqual([422, 'POST', before])
    const at =
      field === null
        ? /<div class="problem summary" role="alert"[^>]*>(.*?)<\/div>/s
        : new RegExp(`id="${field}-problem">(.*?)</span>`, 's')
    expect(at.exec(page)?.[1]).toContain(words)
    expect(page).toContain('value="As typed"')
    for (const value of ['vso.work_write', 'vso.wiki', '60']) {
      expect(page).toContain(`value="${value}" checked`)
    }
    expect(page).not.toContain('The service’s own words')
    expect(page).not.toContain(error)
    expect(app.lastLog('error')?.reason).toBe(error === 'somethingNewOf2027' ? 'unknown_pat_error' : error)
  },
)

/** The forms for a token that is there already, and the fields that they have. */
const FORMS: [string, string, string[]][] = [
  ['edit', 'PUT', ['displayName', 'scope', 'expiry']],
  ['rotate', 'POST', ['expiry']],
]

test.each(
  FORMS.flatMap(([path, method, fields]) => ERRORS.map((row) => [path, ...row, method, fields] as const)),
)(
  'at /%s, %s is a sentence at its field or, where the form has none, its own',
  async (path, error, words, field, method, fields) => {
    const { app, browser } = await atTokens()
    const at = `/tokens/${ADELES(21)}/${path}`
    const form = formTokenOf(await (await browser.get(at)).text())
    const before = numberOfPats(app)
    watchCalls(app, (request) => (request.method === method ? answering(error)() : null))
    const response = await browser.post(at, {
      form,
      displayName: 'As typed',
      scope: 'vso.wiki',
      expiry: '60',
    })
    const page = await response.text()
    expect([response.status, numberOfPats(app)]).toEqual([422, before])
    const general = /<div class="problem summary" role="alert"[^>]*>(.*?)<\/div>/s.exec(page)?.[1] ?? ''
    const marked = /<span class="problem" id="([^"]+)-problem">(.*?)<\/span>/s.exec(page)
    if (field !== null && fields.includes(field)) {
      expect([marked?.[1], marked?.[2]]).toEqual([field, expect.stringContaining(words)])
    } else {
      expect([marked, wordsOf(general)]).toEqual([null, expect.stringContaining(words)])
      expect(general).not.toContain('marked below')
      // What this form cannot change, another one can.
      expect(general.includes('href="/tokens/new"')).toBe(field !== null)
    }
    expect(page).toContain('value="60" checked')
  },
)

test.each([
  ['invalidClient', 403, 'doesn’t accept this app'],
  // Which somebody else's token is, too: it is told as if there were none.
  ['accessDenied', 404, 'This token no longer exists'],
])('%s where a token is read is a page in words', async (error, status, words) => {
  const { app, browser } = await atTokens()
  watchCalls(app, answering(error))
  const response = await browser.get(`/tokens/${ADELES(1)}`)
  expect([response.status, wordsOf(await response.text())]).toEqual([status, expect.stringContaining(words)])
})

test.each([7, {}])('a patTokenError that is %j is one that is not known', async (error) => {
  const { app, browser } = await atTokens()
  const typed = await fillIn(browser)
  watchCalls(app, answering(error))
  const response = await browser.post('/tokens/new', typed)
  expect([response.status, wordsOf(await response.text())]).toEqual([
    422,
    expect.stringContaining('for a reason that this app doesn’t know'),
  ])
})

test.each([null, 'none'])('neither a token nor an error (%j) is a fault of the service', async (error) => {
  const { app, browser } = await atTokens()
  const typed = await fillIn(browser)
  watchCalls(app, answering(error))
  const page = wordsOf(await (await browser.post('/tokens/new', typed)).text())
  expect(page).toContain('It didn’t return a usable response.')
  expect(page).toContain('It may have been done anyway')
})

test.each([
  [
    'azure_devops_max_lifespan_refused',
    { days: 7 },
    'expiry',
    'Enforce maximum personal access token lifespan',
  ],
  ['azure_devops_no_full_scope', {}, 'scope', 'Restrict full-scoped personal access token creation'],
  ['azure_devops_creation_off', {}, null, 'Restrict personal access token creation'],
] as const)('the policy behind %s is named at the form', async (fault, options, field, policy) => {
  const { app, browser } = await atTokens()
  app.emulator.setFault(fault, options)
  const typed = await fillIn(browser, { scope: undefined, full: 'yes', expiry: '90' })
  const before = numberOfPats(app)
  const response = await browser.post('/tokens/new', typed)
  const page = await response.text()
  expect([response.status, numberOfPats(app)]).toEqual([422, before])
  expect(wordsOf(page)).toContain(policy)
  if (field !== null) expect(page).toContain(`id="${field}-problem"`)
})
