// A customer in front of External ID's pages; for tests of signing up and in, form by form.
import type { Emulator } from '../../emulator/index.ts'
import { entrywayCustomers, fourthCoffee } from '../../emulator/seed.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authorizeUrl, requestIn } from '../support/entra-client.ts'

export const customersAt = `https://fourthcoffee.ciamlogin.com/${fourthCoffee.id}`

export const customersUrl = (change: Record<string, string> = {}) =>
  authorizeUrl({ client_id: entrywayCustomers.clientId, ...change }, customersAt)

export const passcodeOn = (page: string) => /id="sent-passcode">(\d{8})</.exec(page)?.[1] ?? ''

export const headingOf = (page: string) => /<h1>([^<]*)</.exec(page)?.[1] ?? ''

/** The sentence above the field that was refused. */
export const problemOn = (page: string) => /role="alert">([^<]*)</.exec(page)?.[1] ?? null

export function startCustomer(emulator: Emulator) {
  const browser = new EntraBrowser(emulator)
  let request = ''
  return {
    browser,
    async open(change: Record<string, string> = {}): Promise<string> {
      const page = await (await browser.get(customersUrl(change))).text()
      request = requestIn(page)
      return page
    },
    /** The page after the passcode of a new account. */
    async startSignUp(username: string) {
      await this.open()
      const { page } = await this.send('sign-up', { username })
      return this.send('passcode', { passcode: passcodeOn(page) })
    },
    /** Sends a form of the sign-in that is open; the answer is a page, or the way back to the app. */
    async send(step: string, fields: Record<string, string> = {}) {
      const response = await browser.post(`${customersAt}/${step}`, { request, ...fields })
      const location = response.headers.get('Location')
      return {
        status: response.status,
        page: await response.text(),
        code: location === null ? null : new URL(location).searchParams.get('code'),
      }
    },
  }
}
