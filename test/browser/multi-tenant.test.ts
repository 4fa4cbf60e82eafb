import { describe, expect, test } from 'vitest'
import { fabrikam } from '../../emulator/seed.ts'
import { newVisitor, passEntra, press, signIn, startApp } from './visitor.ts'

const TURNED_AWAY = 'This account is from another organization'

const forContoso = await startApp('organizations', ['--allowed-tenants', 'contoso'])
const forEverybody = await startApp('common')

describe('an app for the people of any organization, of which Contoso alone is allowed', () => {
  const { appUrl, entraUrl } = forContoso

  test('turns Fabrikam away by name, and signs in the account that is chosen then', async () => {
    const { page } = await newVisitor()
    await page.goto(`${appUrl}/profile`)
    await passEntra(page, 'Megan Bowen')
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(TURNED_AWAY)
    expect(await page.getByRole('main').textContent()).toContain(fabrikam.id)
    const cookies = await page.context().cookies(appUrl)
    expect(cookies.filter(({ name }) => name.includes('entryway'))).toEqual([])

    await press(page, page.getByRole('link', { name: 'Choose another account' }))
    expect(page.url()).toContain(entraUrl)
    expect(await page.getByRole('button', { name: 'Megan Bowen' }).textContent()).not.toContain(
      'Not signed in',
    )
    await passEntra(page, 'Adele Vance')
    expect(page.url()).toBe(`${appUrl}/profile`)
    expect(await page.getByRole('row', { name: /^Account/ }).textContent()).toContain('adele@contoso.example')
    await page.goto(appUrl)
    expect(await page.getByRole('main').textContent()).toContain('Contoso')
  })

  test('has no personal account to choose', async () => {
    const { page } = await newVisitor()
    await page.goto(`${appUrl}/login`)
    expect(await page.getByRole('button', { name: 'Adele Vance' }).count()).toBe(1)
    expect(await page.getByRole('button', { name: 'Casey Jensen' }).count()).toBe(0)
  })
})

describe('an app for any account', () => {
  const { appUrl } = forEverybody

  test.each([
    ['a personal account', 'Casey Jensen', 'Personal Microsoft account', 'casey@outlook.example'],
    ['somebody of Fabrikam', 'Megan Bowen', 'Fabrikam', 'megan@fabrikam.example'],
    ['somebody of Contoso', 'Adele Vance', 'Contoso', 'adele@contoso.example'],
  ])('signs in %s, and shows them their profile', async (_, person, tenant, username) => {
    const { page, complaints } = await newVisitor()
    await signIn(page, person, appUrl)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(`Welcome, ${person}`)
    expect(await page.getByRole('main').textContent()).toContain(tenant)
    await press(page, page.getByRole('main').getByRole('link', { name: /^Profile/ }))
    expect(await page.getByRole('row', { name: /^Account/ }).textContent()).toContain(username)
    expect(complaints).toEqual([])
  })
})
