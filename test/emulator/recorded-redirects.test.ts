// Every recorded redirect, sent by the local Entra: the same parameters in the same order, the same words, the same escapes.
import { beforeEach, expect, test } from 'vitest'
import { casey, entryway, entrywayEverywhere } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authority, authorizeUrl, redirectUri } from '../support/entra-client.ts'
import { expectEvery, recorded } from '../support/recorded.ts'

const CONSUMERS = 'https://login.microsoftonline.com/consumers'
const adele = 'adele@contoso.example'
const everywhere = { client_id: entrywayEverywhere.clientId }

let emulator: Emulator
let browser: EntraBrowser
beforeEach(async () => {
  emulator = await startEmulator()
  browser = new EntraBrowser(emulator)
})

/** The raw Location of one request. */
async function locationOf(url: string): Promise<string> {
  return (await browser.get(url)).headers.get('Location') ?? ''
}

async function rawSignIn(change: Record<string, string | null>, username: string, at = authority) {
  await browser.signIn(authorizeUrl({ ...change, prompt: 'select_account' }, at), username)
  return locationOf(authorizeUrl({ ...change, login_hint: username }, at))
}

/** The raw Location of a form sent as the first page shows it. */
async function pressing(url: string, fields: Record<string, string>): Promise<string> {
  const page = await (await browser.get(url)).text()
  const [, action = ''] = /<form method="post" action="([^"]+)"/.exec(page) ?? []
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  const given = Object.fromEntries(
    hidden.map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]),
  )
  const response = await browser.post(new URL(action, url).href, { ...given, ...fields })
  return response.headers.get('Location') ?? ''
}

function adminConsentUrl(change: Record<string, string | null> = {}, path = 'v2.0/adminconsent') {
  const all = {
    client_id: entryway.clientId,
    scope: 'https://graph.microsoft.com/User.Read',
    redirect_uri: redirectUri,
    state: 'a-state',
    ...change,
  }
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null)
  return `${authority}/${path}?${new URLSearchParams(given)}`
}

async function withFault(aadsts: number, ask: () => Promise<string>): Promise<string> {
  emulator.setFault('aadsts', { aadsts })
  return ask()
}

async function signOut(username: string, at = authority, client = {}, parameters = {}) {
  await browser.signIn(authorizeUrl(client, at), username)
  const query = new URLSearchParams({ post_logout_redirect_uri: redirectUri, ...parameters })
  return (await browser.logout(`${at}/oauth2/v2.0/logout?${query}`)).continueTo?.href ?? ''
}

const personal = casey.profile.userPrincipalName

const ask: Record<string, () => Promise<string>> = {
  'success-work': () => rawSignIn({}, adele),
  'success-client-info': () => rawSignIn({ client_info: '1' }, adele),
  'success-personal': () => rawSignIn(everywhere, personal, CONSUMERS),
  cancel: () => pressing(authorizeUrl(), { cancel: 'cancel' }),
  'need-admin-approval': async () => {
    await browser.signIn(authorizeUrl(), adele)
    return pressing(authorizeUrl({ scope: 'openid Directory.Read.All' }), { action: 'cancel' })
  },
  'personal-no': () => pressing(authorizeUrl(everywhere, CONSUMERS), { cancel: 'cancel' }),
  'declined-consent': async () => {
    await browser.signIn(authorizeUrl(), adele)
    return pressing(authorizeUrl({ scope: 'openid Mail.Read' }), { action: 'cancel' })
  },
  'invalid-request-cr-lf': () => locationOf(authorizeUrl({ response_type: null })),
  'prompt-none-login-required': () => locationOf(authorizeUrl({ prompt: 'none' })),
  'prompt-none-interaction-required': async () => {
    await browser.signIn(authorizeUrl(), adele)
    emulator.setFault('mfa_required')
    return locationOf(authorizeUrl({ prompt: 'none' }))
  },
  'prompt-none-consent-required': async () => {
    await browser.signIn(authorizeUrl(), adele)
    return locationOf(authorizeUrl({ prompt: 'none', scope: 'openid Mail.Read' }))
  },
  'registration-error': () => locationOf(authorizeUrl({ scope: 'openid User.Reed' })),
  'admin-consent-granted': () => pressing(adminConsentUrl(), { action: 'accept' }),
  'admin-consent-granted-without-state': () =>
    pressing(adminConsentUrl({ state: null, scope: null }, 'adminconsent'), { action: 'accept' }),
  'admin-consent-cancelled': () => pressing(adminConsentUrl(), { action: 'cancel' }),
  'admin-consent-cancelled-2019': () => pressing(adminConsentUrl(), { action: 'back' }),
  'admin-consent-foreign-account': () => withFault(50020, () => locationOf(adminConsentUrl())),
  'admin-consent-bad-request': () => locationOf(adminConsentUrl({ scope: null })),
  'signed-out': () => signOut(adele),
  'signed-out-with-state': () => signOut(adele, authority, {}, { state: 'a-state' }),
  'signed-out-personal-lc': () => signOut(personal, CONSUMERS, everywhere),
  'signed-out-with-state-and-lc': () => signOut(personal, CONSUMERS, everywhere, { state: 'a-state' }),
}

/** A newer sample says it in another form, or a test of its own compares it. */
const replaced = ['admin-consent-refused', 'transient']

/** What stands for the ids, names and moments of a query. */
const fixed = (query: string) =>
  query
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/\d{4}-\d{2}-\d{2}\+\d{2}%3a\d{2}%3a\d{2}Z/g, '<time>')
    .replaceAll(/\b(code|client_info)=[^&]*/g, '$1=<token>')
    .replaceAll('{state}', 'a-state')
    .replace('%27Sample%27', '%27Entryway%27')
    .replace('(Sample)', '(Entryway)')

const comparable: Record<string, (query: string) => string> = {
  // MSAL's fixture stops before the session.
  'success-client-info': (query) => query.replace(/&session_state=.*/, ''),
  // The samples are shorter: what stands after the number of consent, or after the first parts, was not recorded.
  'prompt-none-consent-required': (query) => query.replace(/\+named\+.*?resource\./, '.'),
  'registration-error': (query) => query.replace('+Contact+the+app+vendor.', ''),
  'admin-consent-bad-request': (query) => query.replace(/%0d%0aTrace.*?(?=&admin_consent)/, ''),
}

const samples = recorded('redirects')

test.each(
  samples.filter(({ name }) => !replaced.includes(name)).map((sample) => [sample.name, sample] as const),
)('%s', async (name, sample) => {
  const location = (await ask[name]?.()) ?? ''
  const query = location.replace(/^[^?]*\??/, '')
  const same = comparable[name] ?? ((text: string) => text)
  expect(same(fixed(query))).toBe(same(fixed(sample.query ?? '')))
})

test('transient: the words of the sample, sent by redirect and without error_uri', async () => {
  const sample = samples.find(({ name }) => name === 'transient')
  emulator.setFault('aadsts', { aadsts: 90024 })
  const query = new URL(await locationOf(authorizeUrl())).search.slice(1)
  expect(fixed(query).replace('AADSTS90024', 'AADSTS90033')).toBe(fixed(sample?.query ?? ''))
})

test('no sample is left out', () => {
  expectEvery('redirects', ask, replaced)
})
