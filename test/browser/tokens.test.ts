import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { appUrl, entraUrl, newVisitor, passPrompts, press, setFault, signIn } from './visitor.ts'

const main = async (page: Page) => (await page.getByRole('main').textContent()) ?? ''
const namesOn = (page: Page) => page.getByRole('rowheader').allTextContents()
const follow = (page: Page, name: string) => press(page, page.getByRole('link', { name, exact: true }))
const push = (page: Page, name: string) => press(page, page.getByRole('button', { name, exact: true }))

/** The names on every page of a view. */
async function allNames(page: Page, view: string): Promise<string[]> {
  const names: string[] = []
  await page.goto(appUrl + view)
  while (true) {
    names.push(...(await namesOn(page)))
    if ((await page.getByRole('link', { name: 'Next page' }).count()) === 0) return names
    await follow(page, 'Next page')
  }
}

test('consent, list, next pages, filter, create, value once, update, rotate, revoke, and the list after each', async () => {
  const { page, complaints } = await newVisitor()
  const name = `Walk ${crypto.randomUUID()}`
  await setFault('consent_revoked')
  await signIn(page)

  // Consent is asked for on the first visit, and not before.
  await press(page, page.getByRole('link', { name: /^Personal access tokens/ }))
  expect(page.url()).toContain(entraUrl)
  expect(await main(page)).toContain('Azure DevOps')
  await push(page, 'Accept')
  expect(page.url()).toBe(`${appUrl}/tokens`)

  // Pages, forth and back, and filters, all in the address.
  const first = await namesOn(page)
  expect(first).toHaveLength(25)
  await follow(page, 'Next page')
  const second = await namesOn(page)
  expect(second.filter((each) => first.includes(each)).length).toBeLessThan(25)
  const bookmark = page.url()
  await page.goBack()
  expect(await namesOn(page)).toEqual(first)
  await page.goto(bookmark)
  expect(await namesOn(page)).toEqual(second)
  await follow(page, 'expired')
  expect(new URL(page.url()).search).toBe('?filter=expired')
  const ended = page.locator('td[data-label=Expires] time').first()
  expect(Date.parse((await ended.getAttribute('datetime')) ?? '')).toBeLessThan(Date.now())

  // Create: choosing "write" shows that "read" is included.
  await follow(page, 'New token')
  // Lasting power takes a fresh sign-in.
  await passPrompts(page)
  await page.getByLabel('Name').fill(name)
  const code = page.getByRole('group', { name: 'Code' })
  expect(await code.getByText('(included)').filter({ visible: true }).count()).toBe(0)
  await code.getByRole('checkbox', { name: /^Read and write/ }).check()
  expect(await code.getByRole('checkbox', { name: 'Read (included)' }).count()).toBe(1)
  expect(await code.getByText('(included)').filter({ visible: true }).count()).toBe(1)
  await page.getByRole('radio', { name: /^In 7 days/ }).check()
  // A sentence in one piece: the account's name in it is no field under a label.
  const whose = page.getByRole('paragraph').filter({ hasText: 'This token belongs to adele@contoso.example' })
  expect(await whose.evaluate((paragraph) => getComputedStyle(paragraph).display)).toBe('block')
  await push(page, 'Create')

  // The value, once, with a button that copies it.
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: appUrl })
  const value = await page.getByLabel('Value').inputValue()
  expect(value).toHaveLength(84)
  await page.getByRole('button', { name: 'Copy' }).click()
  await page.getByText('Copied.').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(value)

  // As the browser says when it keeps the page for "Back": nothing of it is left in there.
  expect(await page.content()).toContain(value)
  await page.evaluate(() => dispatchEvent(new Event('pagehide')))
  expect(await page.getByLabel('Value').inputValue()).toBe('')
  expect(await page.content()).not.toContain(value)

  // Reloading sends the form again, going back opens a fresh one: no value, and no second token.
  await page.reload()
  expect(await main(page)).toContain('This form was already used')
  expect(await page.content()).not.toContain(value)
  await page.goBack()
  expect(await page.getByLabel('Name').count()).toBe(1)
  expect(await page.content()).not.toContain(value)
  expect((await allNames(page, '/tokens?sort=displayName')).filter((each) => each === name)).toHaveLength(1)

  // Update.
  await follow(page, name)
  await follow(page, 'Edit')
  expect(await page.getByLabel('Name').inputValue()).toBe(name)
  await page.getByLabel('Name').fill(`${name} II`)
  await push(page, 'Save')
  expect(await main(page)).toContain('Your changes are saved.')
  const renamed = await allNames(page, '/tokens?sort=displayName')
  expect([renamed.includes(name), renamed.includes(`${name} II`)]).toEqual([false, true])

  // Rotate.
  await follow(page, `${name} II`)
  const old = page.url()
  await follow(page, 'Rotate')
  await page.getByRole('radio', { name: /^In 60 days/ }).check()
  await push(page, 'Rotate')
  expect(await main(page)).toContain('The old token was revoked.')
  const rotated = await page.getByLabel('Value').inputValue()
  expect([rotated.length, rotated === value]).toEqual([84, false])
  await follow(page, 'This token')
  const fresh = page.url()
  expect(fresh === old).toBe(false)

  // Revoke.
  await page.goto(fresh)
  await follow(page, 'Revoke')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(`Revoke ${name} II?`)
  await push(page, 'Revoke')
  expect(await page.getByRole('status').textContent()).toContain('Token revoked.')
  expect(await allNames(page, '/tokens?sort=displayName')).not.toContain(`${name} II`)
  expect(
    (await allNames(page, '/tokens?filter=revoked')).filter((each) => each === `${name} II`),
  ).toHaveLength(2)

  await page.goto(appUrl)
  expect(await page.getByRole('link', { name: /^Personal access tokens/ }).textContent()).toMatch(
    /\d+ expires? within 14 days/,
  )
  expect(complaints.filter((each) => !each.includes('409'))).toEqual([])
})

test('a rejected form keeps its input, and shows the error at the field', async () => {
  const { page } = await newVisitor()
  await signIn(page)
  await page.goto(`${appUrl}/tokens/new`)
  await passPrompts(page)
  await page.getByLabel('Name').fill('Kept')
  await page.getByRole('radio', { name: /^Custom date/ }).check()
  await page.getByText('All other scopes').click()
  await page.getByRole('group', { name: 'Wiki' }).getByRole('checkbox', { name: 'Read', exact: true }).check()
  await push(page, 'Create')
  expect(await page.getByRole('alert').textContent()).toContain('Nothing was saved.')
  const expiry = page.getByRole('group', { name: 'Expiration' })
  expect(await expiry.textContent()).toContain('Choose a date, or a number of days.')
  expect(await page.getByLabel('Name').inputValue()).toBe('Kept')
  // What was chosen among the other scopes is open again, to be seen.
  expect(
    await page
      .getByRole('group', { name: 'Wiki' })
      .getByRole('checkbox', { name: 'Read', exact: true })
      .isChecked(),
  ).toBe(true)
  const day = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel('Last day, UTC').fill(day)
  await push(page, 'Create')
  expect(await page.locator(`main time[datetime^="${day}T23:59:59"]`).count()).toBe(1)
})

test('without JavaScript a token is made and its value can be selected; there is no button that does nothing', async () => {
  const { page } = await newVisitor({ javaScriptEnabled: false })
  await signIn(page)
  await page.goto(`${appUrl}/tokens/new`)
  await passPrompts(page)
  await page.getByLabel('Name').fill('No script')
  await page.getByRole('group', { name: 'Code' }).getByRole('checkbox', { name: 'Status' }).check()
  await push(page, 'Create')
  expect(await page.getByLabel('Value').inputValue()).toHaveLength(84)
  expect(await page.getByRole('button', { name: 'Copy' }).count()).toBe(0)
})

test('a double click creates one token', async () => {
  const { page } = await newVisitor()
  const name = `Twice ${crypto.randomUUID()}`
  await signIn(page)
  await page.goto(`${appUrl}/tokens/new`)
  await passPrompts(page)
  await page.getByLabel('Name').fill(name)
  await page.getByRole('group', { name: 'Code' }).getByRole('checkbox', { name: 'Status' }).check()
  const answered = page.waitForEvent('load')
  await page.getByRole('button', { name: 'Create' }).dblclick()
  await answered
  expect((await allNames(page, '/tokens?sort=displayName')).filter((each) => each === name)).toHaveLength(1)
})
