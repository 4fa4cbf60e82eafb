// Somebody at the pages for personal access tokens, and what the app asks of Azure DevOps meanwhile.

import { adele } from '../../emulator/seed.ts'
import { type PatStatus, statusOf } from '../../emulator/state/pat.ts'
import { type Interceptor, startApp, type TestApp } from './app.ts'
import type { Browser } from './browser.ts'
import tokensApp from './tokens-app.tsx'

export const AZURE_DEVOPS_URL = 'https://vssps.dev.azure.com/contoso'
export const RESOURCE = '499b84ac-1321-427f-aa17-267ca6975798'

/** Of Adele's, by what is special about them. */
export const ADELES = (index: number) => `9a70ade1-0000-4000-8000-${String(index).padStart(12, '0')}`
export const ALEXS = '9a70a1e0-0000-4000-8000-000000000000'
export const NOBODYS = '9a70ade1-0000-4000-8000-00000000ffff'

export type Call = { method: string; query: URLSearchParams; body: Record<string, unknown> | null }

export const isAzureDevOps = ({ url }: { url: string }) => new URL(url).host === 'vssps.dev.azure.com'

/** Signed in, and consented to what the pages of tokens ask for. */
export async function atTokens(
  settings: Record<string, unknown> = {},
  username = adele.profile.userPrincipalName,
): Promise<{ app: TestApp; browser: Browser }> {
  const app = await startApp({ AZURE_DEVOPS_URL, ...settings }, tokensApp)
  return { app, browser: await visitTokens(app, username) }
}

/** One more visitor of the app. */
export async function visitTokens(
  app: TestApp,
  username = adele.profile.userPrincipalName,
): Promise<Browser> {
  const browser = app.browser()
  const { people, consents } = app.emulator.state
  const person = people.find(({ profile }) => profile.userPrincipalName === username)
  for (const scope of ['vso.pats', 'vso.pats_manage'])
    consents.add(`${person?.profile.id} ${app.settings.CLIENT_ID} ${RESOURCE}/${scope}`)
  // With a time in the ID token: creating and rotating ask for a fresh sign-in.
  const request = await browser.startSignIn()
  request.searchParams.set('max_age', '300')
  await browser.get((await browser.entra.signIn(request.href, username)).href)
  await browser.get('/tokens')
  return browser
}

/** Keeps the app's calls to Azure DevOps; `answer` stands in for the service's, null lets the emulator answer. */
export function watchCalls(app: TestApp, answer: Interceptor = () => null): Call[] {
  const calls: Call[] = []
  app.intercept = async (request) => {
    if (!isAzureDevOps(request)) return null
    const text = await request.clone().text()
    const { searchParams: query } = new URL(request.url)
    calls.push({ method: request.method, query, body: text === '' ? null : JSON.parse(text) })
    return answer(request)
  }
  return calls
}

/** The emulator's answer to this call with a change to the token in it, if there is one. */
export async function changedPat(app: TestApp, request: Request, change: object): Promise<Response> {
  const json = (await (await app.emulator.fetch(request)).json()) as { patToken?: object | null }
  return Response.json({ ...json, ...(json.patToken && { patToken: { ...json.patToken, ...change } }) })
}

/** The methods of the calls, in their order. */
export const methodsOf = (calls: Call[]) => calls.map(({ method }) => method).join(' ')

/** The value that the form on a page carries. */
export function formTokenOf(page: string): string {
  return /name="form" value="([A-Za-z0-9_.-]{87})"/.exec(page)?.[1] ?? ''
}

/** The form for a new token as a person fills it in; undefined leaves a field out, a list sends it several times. */
export async function fillIn(
  browser: Browser,
  change: Record<string, string | string[] | undefined> = {},
  path = '/tokens/new',
): Promise<URLSearchParams> {
  const form = formTokenOf(await (await browser.get(path)).text())
  const fields = {
    form,
    displayName: 'Deploy',
    scope: 'vso.code',
    expiry: '30',
    ...change,
  }
  const typed = new URLSearchParams()
  for (const [name, values] of Object.entries(fields)) {
    for (const value of [values ?? []].flat()) typed.append(name, value)
  }
  return typed
}

/** The value on the page that shows it. */
export const valueOn = (page: string) => /<input id="value"[^>]* value="([^"]+)"/.exec(page)?.[1] ?? null

/** The id of one of Adele's in this state. */
export function oneOf(app: TestApp, state: PatStatus): string {
  const pats = [...app.emulator.state.pats.values()]
  // Those for all organizations end by the calendar, whatever their own date says.
  const found = pats.find(
    (pat) => pat.ownerId === adele.profile.id && !pat.allOrgs && statusOf(pat, Date.now()) === state,
  )
  if (!found) throw new Error(`nothing is ${state}`)
  return found.authorizationId
}

/** How many tokens the person has, whatever has become of them. */
export const numberOfPats = (app: TestApp) => app.emulator.state.pats.size

/** The page's words, without its tags. */
export const wordsOf = (page: string) =>
  page
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', '’')
    .replaceAll(/\s+/g, ' ')
