import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { findings } from './findings.ts'
import { appUrl, newVisitor, passPrompts, press, setFault, signIn } from './visitor.ts'

/** Signed in, at the list of tokens. */
async function atTokens(): Promise<Page> {
  const { page } = await newVisitor()
  await signIn(page)
  await page.goto(`${appUrl}/tokens`)
  await passPrompts(page)
  // A fresh sign-in, as creating and rotating ask for.
  await page.goto(`${appUrl}/tokens/confirm`)
  await passPrompts(page)
  await page.goto(`${appUrl}/tokens`)
  return page
}

/** Shows what is behind disclosures. */
async function openAll(page: Page): Promise<void> {
  await page.locator('details').evaluateAll((all) => {
    for (const each of all) each.setAttribute('open', '')
  })
}

describe('axe-core finds nothing, and nothing is wider than 320 pixels', () => {
  test('the list', async () => {
    const page = await atTokens()
    for (const path of ['', '?filter=expired', '?filter=revoked', '/none']) {
      await page.goto(`${appUrl}/tokens${path}`)
      expect([path, await findings(page)]).toEqual([path, []])
    }
    await setFault('azure_devops_sign_in_203', { times: '2' })
    await page.goto(`${appUrl}/tokens`)
    expect(await page.getByRole('main').textContent()).toContain('Azure DevOps requires a different sign-in')
    expect(await findings(page)).toEqual([])
  })

  test('one token, and its actions', async () => {
    const page = await atTokens()
    const one = await page.getByRole('rowheader').last().getByRole('link').getAttribute('href')
    for (const path of ['', '/edit', '/rotate', '/revoke']) {
      await page.goto(`${appUrl}${one}${path}`)
      await openAll(page)
      expect([path, await findings(page)]).toEqual([path, []])
    }
    await setFault('azure_devops_revoke_fails')
    await page.goto(`${appUrl}${one}/rotate`)
    await press(page, page.getByRole('button', { name: 'Rotate' }))
    expect(await page.getByRole('main').textContent()).toContain('The old token may still work')
    expect(await findings(page)).toEqual([])
  })

  test('creating a token', async () => {
    const page = await atTokens()
    await page.goto(`${appUrl}/tokens/new`)
    await openAll(page)
    expect(await findings(page)).toEqual([])
    await page.getByLabel('Name').fill('Looked at')
    await page.getByRole('checkbox', { name: /^Full access/ }).check()
    const code = page.getByRole('group', { name: 'Code' }).getByRole('checkbox', { name: /^Full/ })
    await code.check()
    await press(page, page.getByRole('button', { name: 'Create' }))
    expect(await page.getByRole('main').textContent()).toContain('not both')
    expect(await findings(page)).toEqual([])
    await page.getByRole('checkbox', { name: /^Full access/ }).uncheck()
    await press(page, page.getByRole('button', { name: 'Create' }))
    await page.getByRole('button', { name: 'Copy' }).waitFor()
    expect(await findings(page)).toEqual([])
    await page.reload()
    expect(await page.getByRole('main').textContent()).toContain('This form was already used')
    expect(await findings(page)).toEqual([])
  })
})
