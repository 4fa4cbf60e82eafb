// As hidden-prefix-cookie.test.ts, for the cookies of the forms about tokens.
import { expect, test } from 'vitest'
import { SESSION_COOKIE } from './browser.ts'
import { ADELES, atTokens, fillIn, methodsOf, watchCalls } from './tokens.ts'

const HIDING: [name: string, character: string][] = [
  ['U+00A0', '\u00a0'],
  ['U+2000', '\u2000'],
  ['U+2028', '\u2028'],
  ['U+3000', '\u3000'],
  ['U+FEFF', '\ufeff'],
  ['a vertical tab', '\v'],
  ['a form feed', '\f'],
]
const NOTICE_COOKIE = '__Host-entryway-notice'

test.each(HIDING)(
  'a planted form: its cookie behind %s is none, and beside the real one it is nothing',
  async (_, hiding) => {
    const { app, browser } = await atTokens()
    const calls = watchCalls(app)
    const form = await fillIn(browser)
    const name = `__Host-entryway-form-${form.get('form')}`
    const value = browser.cookies.get(name)
    const session = `${SESSION_COOKIE}=${browser.sessionToken}`
    const alone = await browser.post('/tokens/new', form, { cookie: `${session}; ${hiding}${name}=${value}` })
    expect([alone.status, app.lastLog('error')?.code]).toEqual([422, 'form_unknown'])
    expect(methodsOf(calls)).not.toContain('POST')
    const cookie = `${session}; ${hiding}${name}=0.used; ${name}=${value}`
    expect((await browser.post('/tokens/new', form, { cookie })).status).toBe(200)
    expect(methodsOf(calls)).toContain('POST')
  },
)

test.each(HIDING)('a false word about what was done: a notice behind %s is none', async (_, hiding) => {
  const { browser } = await atTokens()
  const session = `${SESSION_COOKIE}=${browser.sessionToken}`
  const page = `/tokens/${ADELES(1)}`
  const notice = `${NOTICE_COOKIE}=updated.${ADELES(1)}.1.1`
  const read = async (cookie: string) => (await browser.get(page, { cookie })).text()
  expect(await read(`${session}; ${hiding}${notice}`)).not.toContain('Your changes are saved.')
  expect(await read(`${session}; ${hiding}${NOTICE_COOKIE}=gone; ${notice}`)).toContain(
    'Your changes are saved.',
  )
})
