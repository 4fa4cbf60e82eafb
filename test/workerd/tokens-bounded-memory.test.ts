import { expect, test } from 'vitest'
import { randomToken } from '../../src/entryway/index.ts'
import { SESSION_COOKIE } from './browser.ts'
import { atTokens, fillIn } from './tokens.ts'

const numbers = Array.from({ length: 1001 }, (_, index) => index)

test('of a thousand and one forms that were sent the first is evicted, and the last is not', async () => {
  const { browser } = await atTokens()
  const form = (await fillIn(browser)).get('form')
  const shown = browser.cookies.get(`__Host-entryway-form-${form}`)
  /** A form of this person's, as this browser was given; without a name, so that nothing is made of it. */
  const send = async (token = '') => {
    const cookie = `${SESSION_COOKIE}=${browser.sessionToken}; __Host-entryway-form-${token}=${shown}`
    return (await browser.post('/tokens/new', { form: token }, { cookie, accept: 'application/json' })).status
  }
  const tokens = numbers.map(randomToken)
  const answers = new Set<number>()
  for (const token of tokens) answers.add(await send(token))
  expect([...answers]).toEqual([422])
  expect(await send(tokens.at(-1))).toBe(409)
  expect(await send(tokens[0])).toBe(422)
})
