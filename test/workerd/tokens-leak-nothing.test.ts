import { expect, test } from 'vitest'
import { alex } from '../../emulator/seed.ts'
import { kvStore } from '../../src/entryway/index.ts'
import { readRecords } from '../../src/entryway/session/record-store.ts'
import { deriveKeys } from '../../src/entryway/session/seal.ts'
import { ADELES, atTokens, fillIn, formTokenOf, valueOn, visitTokens } from './tokens.ts'

test('a token’s value is on the answer that made it, and in no log, header, address, cookie, record or other page', async () => {
  const { app, browser } = await atTokens()
  const alexs = await visitTokens(app, alex.profile.userPrincipalName)
  const written: string[] = []
  const seen: string[] = []
  const keep = async (response: Response) => {
    seen.push(`${response.url} ${JSON.stringify([...response.headers])} ${await response.text()}`)
  }
  const values: string[] = []
  const reveal = async (response: Response) => {
    const page = await response.text()
    const value = valueOn(page)
    expect([value?.length, page.split(String(value)).length]).toEqual([84, 2])
    values.push(String(value))
    seen.push(JSON.stringify([...response.headers]))
  }
  const typed = await fillIn(browser, { displayName: 'Secret-name-of-mine' })
  await reveal(await browser.post('/tokens/new', typed))
  const rotate = `/tokens/${ADELES(21)}/rotate`
  const form = formTokenOf(await browser.text(rotate))
  app.emulator.setFault('azure_devops_revoke_fails')
  await reveal(await browser.post(rotate, { form, expiry: '7' }))

  await keep(await browser.post('/tokens/new', typed))
  for (const visitor of [browser, alexs]) {
    for (const path of [
      '/',
      '/tokens',
      '/tokens?filter=revoked',
      '/tokens/new',
      `/tokens/${ADELES(21)}`,
      rotate,
      '/profile',
    ]) {
      await keep(await visitor.get(path))
    }
  }
  // The records opened, as whoever has the cookie could: sealed, nothing could be found in them.
  const records = await readRecords(
    kvStore(app.kv.real),
    browser.parsedToken,
    await deriveKeys(browser.parsedToken.value),
  )
  expect(records.use?.accessTokens).not.toEqual([])
  written.push(JSON.stringify(records), ...(await app.kv.keys()))
  const everything = [
    ...seen,
    ...written,
    ...app.outbound,
    ...browser.cookies.values(),
    JSON.stringify(app.logs),
  ].join('\n')
  expect(values).toHaveLength(2)
  expect(values.filter((value) => everything.includes(value))).toEqual([])
  // Nor what a person calls a token, nor which one it was.
  const log = JSON.stringify(app.logs)
  expect(log).not.toMatch(/Secret-name-of-mine|9a70ade1|Terraform/)
})

test('creating a token writes nothing to the store', async () => {
  const { app, browser } = await atTokens()
  const puts = app.kv.operations.filter((line) => line.startsWith('put ')).length
  await browser.post('/tokens/new', await fillIn(browser))
  expect(app.kv.operations.filter((line) => line.startsWith('put '))).toHaveLength(puts)
})
