import { expect, test } from 'vitest'
import {
  adele,
  adeleInFabrikam,
  casey,
  entrywayCustomers,
  entrywayEverywhere,
  robin as robinOfSeed,
} from '../../emulator/seed.ts'
import { ORIGIN, type TestApp } from './app.ts'
import { type Browser, SESSION_COOKIE } from './browser.ts'
import { isTokenRequest } from './changed-answers.ts'
import { HOUR, MINUTE, stopClock } from './clock.ts'
import { startProfileApp } from './profile-app.tsx'

/** The value that the form on a page carries. */
function formTokenOf(page: string): string {
  return /name="form" value="([A-Za-z0-9_-]{43})"/.exec(page)?.[1] ?? ''
}

const GRAPH_ME = 'https://graph.microsoft.com/v1.0/me'

/** Sends the form with these fields. */
type Save = (typed: Record<string, string>, headers?: Record<string, string>) => Promise<Response>

const saveOf =
  (browser: Browser, owner: string): Save =>
  (typed, headers) =>
    browser.post('/profile/edit', { form: owner, ...typed }, headers)

/** Customers change more of their own than anybody else: here there are two, and Robin has a job. */
const robin = { ...robinOfSeed, profile: { ...robinOfSeed.profile, jobTitle: 'Retail Manager' } }
const lee = {
  ...robinOfSeed,
  signInName: 'lee@adatum.example',
  profile: {
    ...robinOfSeed.profile,
    id: '1ee00000-0000-4000-8000-000000000032',
    displayName: 'Lee Gu',
    mail: 'lee@adatum.example',
    userPrincipalName: '1ee00000-0000-4000-8000-000000000032@fourthcoffee.onmicrosoft.com',
  },
}
const ROBIN = 'robin@adatum.example'
const LEE = 'lee@adatum.example'

async function startWithCustomers(): Promise<TestApp> {
  const app = await startProfileApp({
    AUTHORITY: 'https://fourthcoffee.ciamlogin.com',
    CLIENT_ID: entrywayCustomers.clientId,
  })
  const others = app.emulator.state.people.filter(({ profile }) => profile.id !== robin.profile.id)
  app.emulator.state.people = [...others, robin, lee].map((person) => structuredClone(person))
  // KV takes a key once a second. What consent adds to the session is written behind the answer; nobody here waits for it.
  app.waitsForWork = false
  return app
}

/** Signed in, and allowed to edit by the administrator's consent: the form is open. */
async function editing(): Promise<{ app: TestApp; browser: Browser; save: Save; owner: string }> {
  const app = await startWithCustomers()
  const browser = await app.browser().signedIn(ROBIN)
  const owner = formTokenOf(await openForm(browser))
  return { app, browser, owner, save: saveOf(browser, owner) }
}

/** The form, once the user has consented to it. */
async function openForm(browser: Browser): Promise<string> {
  const asked = await browser.get('/profile/edit')
  return asked.status === 302 ? (await followHome(browser, asked)).text() : asked.text()
}

/** Through Entra, and on to where its answer leads. */
async function followHome(browser: Browser, asked: Response): Promise<Response> {
  const back = await browser.followToEntra(asked)
  return browser.get(back.headers.get('location') ?? '')
}

/** The bodies of the app's PATCH requests; `answer` stands in for Graph's. */
function changesTo(app: TestApp, answer: () => Response | null = () => null): unknown[] {
  const changes: unknown[] = []
  app.intercept = async (request) => {
    if (request.method !== 'PATCH') return null
    changes.push({ url: request.url, change: await request.clone().json() })
    return answer()
  }
  return changes
}

test('opening the form asks for consent to editing, only then, and comes back to the form', async () => {
  const app = await startProfileApp()
  const browser = app.browser()
  const signIn = await browser.startSignIn()
  expect(signIn.searchParams.get('scope')).not.toContain('User.ReadWrite')
  await browser.signIn()

  const asked = await browser.get('/profile/edit')
  const consent = new URL(asked.headers.get('location') ?? '')
  expect(consent.searchParams.get('scope')?.split(' ')).toEqual(expect.arrayContaining(['User.ReadWrite']))
  const back = await browser.followToEntra(asked)
  expect([back.status, back.headers.get('location')]).toEqual([303, '/profile/edit'])
  const form = await browser.get('/profile/edit')
  expect(form.status).toBe(200)
  expect(await form.text()).toContain('value="+1 425 555 0110"')
})

const ANOTHER_TAB = '<a href="/profile/edit" target="_blank" rel="noopener">'

test('a form sent without consent to editing changes nothing, and waits for it as it was typed', async () => {
  const before = await (await startProfileApp()).browser().signedIn()
  const owner = formTokenOf(await openForm(before))
  // Where the person has not consented.
  const app = await startProfileApp()
  const browser = await app.browser().signedIn()
  const save = saveOf(browser, owner)
  const changes = changesTo(app)
  const typed = { mobilePhone: '+1 425 555 0199' }
  const refused = await save(typed)
  const page = await refused.text()
  expect([refused.status, app.lastLog('error')?.code]).toEqual([401, 'consent_needed'])
  expect(page).toContain(`Nothing was saved. ${ANOTHER_TAB}`)
  for (const value of Object.values(typed)) expect(page).toContain(`value="${value}"`)

  await browser.followToEntra(await browser.get('/profile/edit'))
  expect(changes).toEqual([])
  expect((await save(typed)).status).toBe(303)
  expect(changes).toEqual([{ url: GRAPH_ME, change: typed }])
})

test('when consent to editing is withdrawn, the profile can still be read without being asked for it', async () => {
  const { pass } = stopClock()
  const app = await startProfileApp()
  const browser = await app.browser().signedIn()
  await browser.followToEntra(await browser.get('/profile/edit'))
  app.intercept = async (request) => {
    if (!isTokenRequest(request)) return null
    const scope = String((await request.clone().formData()).get('scope'))
    const refusal = { error: 'invalid_grant', suberror: 'consent_required', error_codes: [65001] }
    return scope.includes('ReadWrite') ? Response.json(refusal, { status: 400 }) : null
  }
  // Past the token's end, but not past the idle limit.
  for (let passed = 0; passed < 2 * HOUR; passed += 25 * MINUTE) {
    pass(25 * MINUTE)
    await browser.get('/')
  }
  expect((await browser.get('/profile')).status).toBe(200)
  const asked = await browser.get('/profile/edit')
  expect(new URL(asked.headers.get('location') ?? '').searchParams.get('scope')).toContain('User.ReadWrite')
})

/** The names of the fields that a form has. */
const fieldsOn = (page: string) => [...page.matchAll(/<input id="(\w+)"/g)].map(([, name]) => name)

test('a customer’s address, which Graph gives on demand only, is shown in the form and saved to the directory', async () => {
  const { app, browser, save } = await editing()
  expect((await save({ city: 'Lyon', postalCode: '69002' })).status).toBe(303)
  const { others } = app.emulator.state.people.find(({ profile }) => profile.id === robin.profile.id) ?? {}
  expect(others).toMatchObject({ city: 'Lyon', postalCode: '69002' })
  expect(await browser.text('/profile/edit')).toContain('value="Lyon"')
})

test('a work account is offered its mobile phone, and saves it to a directory that lets members change no more', async () => {
  const app = await startProfileApp()
  const browser = await app.browser().signedIn()
  const page = await openForm(browser)
  expect(fieldsOn(page)).toEqual(['mobilePhone'])
  const save = saveOf(browser, formTokenOf(page))
  // A name in the form is none that is offered.
  const saved = await save({ mobilePhone: '+1 425 555 0199', displayName: 'Chief' })
  expect([saved.status, saved.headers.get('location')]).toEqual([303, '/profile'])
  const { profile } = app.emulator.state.people.find(({ profile }) => profile.id === adele.profile.id) ?? {}
  expect(profile).toMatchObject({ mobilePhone: '+1 425 555 0199', displayName: 'Adele Vance' })
})

/** Opens the form, which has nothing to change: nobody is asked for consent, and nothing is sent to Graph. */
async function elsewhere(settings: Record<string, unknown>, username: string, prepare = (_: TestApp) => {}) {
  const app = await startProfileApp(settings)
  prepare(app)
  const browser = await app.browser().signedIn(username)
  const changes = changesTo(app)
  const response = await browser.get('/profile/edit')
  const page = await response.text()
  expect([response.status, fieldsOn(page)]).toEqual([200, []])
  await browser.post('/profile/edit', { form: 'x', displayName: 'New' })
  expect(changes).toEqual([])
  return page
}
const EVERYWHERE = {
  AUTHORITY: 'https://login.microsoftonline.com/common',
  CLIENT_ID: entrywayEverywhere.clientId,
}

test('shows a personal account where Microsoft lets it be changed', async () => {
  const page = await elsewhere(EVERYWHERE, casey.profile.userPrincipalName)
  expect(page).toContain('href="https://account.microsoft.com/profile"')
})

test('tells users whose profile is synchronized so before asking for consent', async () => {
  const page = await elsewhere({}, adele.profile.userPrincipalName, (app) => {
    const person = app.emulator.state.people.find(({ profile }) => profile.id === adele.profile.id)
    if (person) person.masteredIn = 'on-premises'
  })
  expect(page).toContain('Your profile comes from your organization’s own directory')
})

test('tells guests so before asking for consent', async () => {
  const page = await elsewhere(
    {
      AUTHORITY: `https://login.microsoftonline.com/${adeleInFabrikam.tenantId}`,
      CLIENT_ID: entrywayEverywhere.clientId,
    },
    adeleInFabrikam.signInName,
  )
  expect(page).toContain('You are a guest in this organization.')
})

test('only changed fields are sent to Graph', async () => {
  const { app, browser, save } = await editing()
  const changes = changesTo(app)
  const saved = await save({
    displayName: 'Robin Kline',
    givenName: ' Robin ',
    surname: 'Kline',
    jobTitle: 'Store Manager',
    mail: 'somebody@else.example',
    id: 'x',
  })
  expect([saved.status, saved.headers.get('location')]).toEqual([303, '/profile'])
  expect(changes).toEqual([{ url: GRAPH_ME, change: { jobTitle: 'Store Manager' } }])
  // Said once, and at no link.
  expect(await browser.text('/profile')).toMatch(/Your changes are saved.*Store Manager/s)
  expect(await browser.text('/profile?saved')).not.toContain('Your changes are saved')
})

test.each([
  ['an empty name', { displayName: ' ' }, 'Name can’t be empty.'],
  ['a name of 257 characters', { displayName: 'x'.repeat(257) }, 'Name can have at most 256 characters.'],
])('rejects %s at its field, keeps what was typed, and sends nothing', async (_, typed, sentence) => {
  const { app, save } = await editing()
  const changes = changesTo(app)
  const refused = await save({ jobTitle: 'Kept as typed', ...typed })
  const page = await refused.text()
  expect([refused.status, changes]).toEqual([422, []])
  expect(page).toContain(sentence)
  expect(page).toContain('value="Kept as typed"')
  expect(page).toContain('aria-invalid="true"')
})

test('a POST from another site changes nothing', async () => {
  const { app, save } = await editing()
  const changes = changesTo(app)
  const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  const refused = await save({ jobTitle: 'Evil' }, headers)
  expect([refused.status, changes]).toEqual([403, []])
})

test('a session that ended before the form was sent costs nothing that was typed', async () => {
  const { app, browser, save, owner } = await editing()
  const typed = { displayName: 'Adele "V"', givenName: '', jobTitle: 'As typed' }
  browser.cookies.delete(SESSION_COOKIE)
  app.outbound.length = 0
  app.kv.operations.length = 0
  const refused = await save(typed)
  const page = await refused.text()
  expect([refused.status, app.outbound, app.lastLog('error')?.code]).toEqual([401, [], 'session_missing'])
  expect(page).toContain(`Nothing was saved. ${ANOTHER_TAB}`)
  const shown = [...page.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value])
  expect(shown).toEqual([
    ['form', owner],
    ['displayName', 'Adele &quot;V&quot;'],
    ['givenName', ''],
    ['jobTitle', 'As typed'],
  ])
  // Nothing of it is kept here: it is in that page alone.
  expect([refused.headers.getSetCookie(), app.kv.operations]).toEqual([[], []])

  await browser.signIn(ROBIN)
  const changes = changesTo(app)
  expect((await save(typed)).status).toBe(303)
  expect(changes).toEqual([{ url: GRAPH_ME, change: { ...typed, givenName: null } }])
})

test('a script without a session learns as JSON where to sign in', async () => {
  const app = await startProfileApp()
  const response = await app
    .browser()
    .post('/profile/edit', { displayName: 'x' }, { accept: 'application/json' })
  expect([response.status, await response.json()]).toMatchObject([
    401,
    { error: 'session_missing', sign_in_url: expect.stringContaining(`${ORIGIN}/login?return_to=`) },
  ])
})

/** Another person takes the browser's session over, in another tab. */
async function signInAs(browser: Browser, username: string): Promise<void> {
  await browser.signIn(username)
  const asked = await browser.get('/profile/edit')
  // Once only: consent stays.
  if (asked.status === 302) await browser.followToEntra(asked)
}

test.each([
  ['that Robin opened', (owner: string) => ({ form: owner })],
  ['of a made-up owner', () => ({ form: 'A'.repeat(43) })],
])('somebody else’s data in one’s own profile: a form %s is not saved for Lee', async (_, of) => {
  const { app, browser, owner } = await editing()
  await signInAs(browser, LEE)
  const changes = changesTo(app)
  app.outbound.length = 0
  const refused = await browser.post('/profile/edit', {
    ...of(owner),
    displayName: 'Adele',
    jobTitle: 'Hers',
  })
  const page = await refused.text()
  expect([refused.status, changes, app.outbound]).toEqual([422, [], []])
  expect(app.lastLog('error')?.code).toBe('wrong_account')
  expect(page).toContain('This form was opened with a different account, so nothing was saved.')
  for (const typed of ['Adele', 'Hers']) expect(page).toContain(`value="${typed}"`)
  expect(page.slice(page.indexOf('<main'))).not.toContain(LEE)
  // It does not become his by being sent once more.
  const again = await browser.post('/profile/edit', { form: formTokenOf(page), displayName: 'Adele' })
  expect([again.status, changes]).toEqual([422, []])
})

test('the form says whose profile it is, and with its last slash it is the same form', async () => {
  const { browser, owner } = await editing()
  const page = await browser.text('/profile/edit/')
  expect(page).toContain(`The profile of <bdi>${ROBIN}</bdi>.`)
  expect(formTokenOf(page)).toBe(owner)
  await signInAs(browser, LEE)
  expect(formTokenOf(await browser.text('/profile/edit'))).not.toBe(owner)
})
