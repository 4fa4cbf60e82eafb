import { expect, test } from 'vitest'
import { randomToken } from '../../src/entryway/index.ts'
import { atTokens, fillIn } from './tokens.ts'

const COOKIE = '__Host-entryway-submitted'

test('of a thousand and one submitted forms the first is evicted from memory, and the last is not', async () => {
  const { browser } = await atTokens()
  const [, owner] = String((await fillIn(browser)).get('form')).split('.')
  /** A form of this person's without a name, so that nothing is made of it. */
  const send = async (id: string) => {
    browser.cookies.delete(COOKIE)
    return (await browser.post('/tokens/new', { form: `${id}.${owner}` })).status
  }
  const ids = Array.from({ length: 1001 }, randomToken)
  for (const id of ids) expect(await send(id)).toBe(422)
  expect(await send(ids.at(-1) ?? '')).toBe(409)
  expect(await send(ids[0] ?? '')).toBe(422)
})
