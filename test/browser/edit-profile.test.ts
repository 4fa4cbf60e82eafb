// A work account's mobile phone is what its user can change.
import { expect, test } from 'vitest'
import { appUrl, consent, newVisitor, passEntra, press, setFault, signIn } from './visitor.ts'

test('editing asks for consent when the page is opened, comes back to it, and what was saved is shown', async () => {
  const { page, complaints } = await newVisitor()
  await setFault('consent_revoked')
  await signIn(page, 'Nestor Wilke')
  await press(page, page.getByRole('main').getByRole('link', { name: /^Profile/ }))
  await press(page, page.getByRole('link', { name: 'Edit profile' }))
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Permissions requested')
  expect(await page.getByRole('main').textContent()).toContain('User.ReadWrite')
  await press(page, page.getByRole('button', { name: 'Accept' }))
  expect(page.url()).toBe(`${appUrl}/profile/edit`)

  await page.getByLabel('Mobile phone').fill('+1 425 555 0177')
  await press(page, page.getByRole('button', { name: 'Save' }))
  expect(await page.getByRole('status').textContent()).toContain('Your changes are saved.')
  expect(await page.getByRole('row', { name: /Mobile phone/ }).textContent()).toContain('+1 425 555 0177')
  await page.goto(`${appUrl}/profile/edit`)
  expect(await page.getByLabel('Mobile phone').inputValue()).toBe('+1 425 555 0177')
  expect(complaints).toEqual([])
})

test('declining consent to edit keeps the session, and can be reconsidered', async () => {
  const { page } = await newVisitor()
  await setFault('consent_revoked')
  await signIn(page, 'Nestor Wilke')
  await page.goto(`${appUrl}/profile/edit`)
  await press(page, page.getByRole('button', { name: 'Cancel' }))
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('You didn’t approve this')
  const second = await page.context().newPage()
  await second.goto(`${appUrl}/profile`)
  expect(await second.getByRole('row', { name: 'Account' }).textContent()).toContain('nestor@contoso.example')

  await press(page, page.getByRole('link', { name: 'Try again' }))
  await consent(page)
  expect(page.url()).toBe(`${appUrl}/profile/edit`)
  expect(await page.getByRole('main').textContent()).toContain('The profile of nestor@contoso.example')
})

test('a session that ends before saving costs nothing that was typed: sign in beside the form, then save', async () => {
  const { page } = await newVisitor()
  await signIn(page, 'Nestor Wilke')
  await page.goto(`${appUrl}/profile/edit`)
  await page.getByLabel('Mobile phone').fill('+1 425 555 0188')
  await page.context().clearCookies({ name: /entryway-session$/ })
  await press(page, page.getByRole('button', { name: 'Save' }))
  expect(await page.getByRole('alert').textContent()).toContain('Nothing was saved.')

  const opened = page.context().waitForEvent('page')
  await page.getByRole('link', { name: 'Sign in again in another tab' }).click()
  const second = await opened
  await second.getByRole('button', { name: 'Nestor Wilke' }).waitFor()
  await passEntra(second, 'Nestor Wilke')
  expect(second.url()).toBe(`${appUrl}/profile/edit`)
  expect(await second.getByLabel('Mobile phone').inputValue()).not.toBe('+1 425 555 0188')

  expect(await page.getByLabel('Mobile phone').inputValue()).toBe('+1 425 555 0188')
  await press(page, page.getByRole('button', { name: 'Save' }))
  expect(await page.getByRole('status').textContent()).toContain('Your changes are saved.')
  expect(await page.getByRole('row', { name: /Mobile phone/ }).textContent()).toContain('+1 425 555 0188')
})

test('a select and a textarea in a form of an owner’s look like an input', async () => {
  const { page } = await newVisitor()
  await signIn(page, 'Nestor Wilke')
  const [input, ...others] = await page.getByRole('main').evaluate((main) => {
    const form = document.createElement('form')
    form.className = 'fields'
    main.append(form)
    return ['input', 'select', 'textarea'].map((name) => {
      const field = document.createElement(name)
      field.setAttribute('aria-invalid', 'true')
      form.append(field)
      field.focus()
      const { fontFamily, fontSize, color, backgroundColor, width, padding, border, borderRadius, outline } =
        getComputedStyle(field)
      return { fontFamily, fontSize, color, backgroundColor, width, padding, border, borderRadius, outline }
    })
  })
  expect(others).toEqual([input, input])
})
