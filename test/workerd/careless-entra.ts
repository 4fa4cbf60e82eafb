// The registration for everybody, and an Entra that does not look closely at who signs in where.
import { entrywayEverywhere, type Person, usernameOf } from '../../emulator/seed.ts'
import { startApp, type TestApp } from './app.ts'
import type { Browser } from './browser.ts'

export const PUBLIC = 'https://login.microsoftonline.com'
export const US = 'https://login.microsoftonline.us'
export const CHINA = 'https://login.partner.microsoftonline.cn'

/** Starts an app at an authority, with the registration that takes any account unless another one is given. */
export const startAppFor = (
  AUTHORITY: string,
  settings: Record<string, unknown> = {},
  { clientId } = entrywayEverywhere,
) => startApp({ AUTHORITY, CLIENT_ID: clientId, ...settings })

/**
 * From now on what is asked of one authority, its metadata apart, another one answers.
 * Gives the way there for a person's browser.
 */
export function answerElsewhere(app: TestApp, authority: string, other: string): (url: string) => string {
  const elsewhere = (url: string) => url.replace(`${authority}/`, `${other}/`)
  app.intercept = (request) =>
    request.url.includes('/openid-configuration')
      ? null
      : app.emulator.fetch(new Request(elsewhere(request.url), request))
  return elsewhere
}

/** Goes from this page to Entra and signs in there; gives the callback's URL, not opened yet. */
export async function reachCallback(
  browser: Browser,
  page: string,
  person: Person,
  elsewhere = (url: string) => url,
): Promise<URL> {
  const { headers } = await browser.get(page)
  return browser.entra.signIn(elsewhere(headers.get('location') ?? ''), usernameOf(person))
}
