// Each recorded answer of Microsoft Graph that the app reads, at the page that reads it.
import { expect } from 'vitest'
import { casey, entrywayEverywhere, usernameOf } from '../../emulator/seed.ts'
import recorded from '../recorded/graph.json'
import type { TestApp } from './app.ts'
import { stopClock } from './clock.ts'
import { answerOf, feed, type Sample } from './recorded.ts'
import { signedInAtSample } from './sample-app.ts'

/** Graph's answer from now on, to this method and path. */
function answer(app: TestApp, method: string, path: string, sample: Sample): void {
  app.intercept = (request) =>
    request.method === method && new URL(request.url).pathname === path ? answerOf(sample) : null
}

const titleOf = (page: string) => /<h1>(.*?)<\/h1>/.exec(page)?.[1]

/** GET /profile shows these texts, each in its row. */
const profile =
  (...texts: string[]) =>
  async (sample: Sample) => {
    const { app, browser } = await signedInAtSample()
    answer(app, 'GET', '/v1.0/me', sample)
    const response = await browser.get('/profile')
    const page = await response.text()
    expect(response.status).toBe(200)
    for (const text of texts) expect(page).toContain(`<bdi>${text}</bdi>`)
    expect(page.slice(page.indexOf('<tbody>'), page.indexOf('</tbody>'))).not.toMatch(/>null<|@odata/)
  }

/** GET /profile/photo is a picture of this type, and nobody is sent to sign in. */
const photo = (type: string) => async (sample: Sample) => {
  const { app, browser } = await signedInAtSample()
  answer(app, 'GET', '/v1.0/me/photo/$value', sample.status === 200 ? { ...sample, text: 'JPEG' } : sample)
  const asked = app.outbound.length
  const response = await browser.get('/profile/photo')
  expect([response.status, response.headers.get('content-type')]).toEqual([200, type])
  expect(await response.text()).toMatch(type === 'image/jpeg' ? /^JPEG$/ : />AV<\/text>/)
  // A guest's 401 is no reason to sign in again, or to renew a token at every view.
  expect(app.outbound.slice(asked)).toHaveLength(1)
}
const initials = photo('image/svg+xml')

/** POST /profile/edit: saved, or the form again with this sentence. */
const change = (sentence: string | null) => async (sample: Sample) => {
  const { app, browser } = await signedInAtSample()
  const back = await browser.followToEntra(await browser.get('/profile/edit'))
  const editPage = await browser.text(back.headers.get('location') ?? '')
  const [, form = ''] = /name="form" value="([A-Za-z0-9_-]{43})"/.exec(editPage) ?? []
  answer(app, 'PATCH', '/v1.0/me', sample)
  const response = await browser.post('/profile/edit', { form, mobilePhone: '+1 425 555 0199' })
  if (sentence === null) {
    expect([response.status, response.headers.get('location')]).toEqual([303, '/profile'])
    return
  }
  const page = await response.text()
  expect(response.status).toBe(422)
  expect(page).toContain(sentence)
  expect(page).toContain('value="+1 425 555 0199"')
}

/** What Graph refuses of a personal account is not offered to one, nor sent to Graph. */
async function notOffered(sample: Sample): Promise<void> {
  const { app, browser } = await signedInAtSample(
    {
      AUTHORITY: 'https://login.microsoftonline.com/consumers',
      CLIENT_ID: entrywayEverywhere.clientId,
    },
    usernameOf(casey),
  )
  answer(app, 'PATCH', '/v1.0/me', sample)
  expect(await browser.text('/profile')).not.toContain('href="/profile/edit"')
  expect(await browser.text('/profile/edit')).toContain('account.microsoft.com')
  await browser.post('/profile/edit', { displayName: 'Somebody Else' })
  expect(app.outbound.join()).not.toContain('PATCH')
}

/** GET /call_api is a page of this status and title; the log has the status, and nothing of Graph's words. */
const call =
  (status: number, title: string, retryAfter: string | null = null) =>
  async (sample: Sample) => {
    const clock = stopClock()
    const { app, browser } = await signedInAtSample()
    // A renewed token is written at once, since the last write is a second ago.
    clock.pass(1)
    answer(app, 'GET', '/v1.0/me', sample)
    const response = await browser.get('/call_api')
    const page = await response.text()
    expect([response.status, titleOf(page), response.headers.get('retry-after')]).toEqual([
      status,
      title,
      retryAfter,
    ])
    expect(app.lastLog('error')?.reason).toBe(`status_${sample.status}`)
    expect(page + JSON.stringify(app.logs)).not.toMatch(
      /InvalidAuthenticationToken|Too many requests from|privileges/,
    )
    // A token that is refused before its time is renewed once, and the person has a way on.
    const renewals = app.outbound.filter((line) => line.endsWith('/token')).length - 1
    expect(renewals).toBe(sample.status === 401 ? 1 : 0)
    if (sample.status === 401) expect(page).toContain('Sign in again')
  }
const unauthorized = call(502, 'Microsoft Graph didn’t accept your sign-in')
const slower = (seconds: string | null) => call(503, 'Too many requests to Microsoft Graph', seconds)

const EXPECTED: Record<string, (sample: Sample) => Promise<void>> = {
  'me-work': profile('Adele Vance', 'Retail Manager', 'AdeleV@contoso.example', '+1 425 555 0109'),
  'me-work-without-mail': profile('Adele Vance', 'AdeleV@contoso.example'),
  // An id that is no GUID.
  'me-personal': profile('Abe Lincoln', 'abelincoln@outlook.example', '0123456789abcdef'),
  'me-guest': profile('Alex Wilber', 'AlexW_fabrikam.example#EXT#@contoso.onmicrosoft.com'),
  'me-customer': profile('Patti Fernandez'),
  photo: photo('image/jpeg'),
  'photo-none-directory': initials,
  'photo-none-mailbox': initials,
  'photo-none-personal': initials,
  'photo-no-mailbox-licence': initials,
  'photo-guest': initials,
  'patch-me': change(null),
  'patch-me-not-allowed': change('Microsoft Graph doesn’t allow this.'),
  'patch-me-synced': change(
    'Your profile can’t be changed here. It comes from your organization’s own directory',
  ),
  'patch-me-external-service': change('or from another service. It can only be changed there.'),
  'patch-me-personal': notOffered,
  '401-expired': unauthorized,
  '401-expired-2025': unauthorized,
  '401-expired-opaque': unauthorized,
  '401-wrong-audience': unauthorized,
  // The app does not say that it handles these, so Graph sends none of its own accord.
  '401-claims-challenge': unauthorized,
  '401-claims-challenge-2024': unauthorized,
  '403': call(403, 'Microsoft Graph doesn’t allow this'),
  '404': call(502, 'Microsoft Graph returned “not found”'),
  '429': slower('5'),
  '429-empty': slower('10'),
  // The code says that access is denied: the status decides.
  '429-other-code': slower(null),
}

const REGISTER = 'npm run register and the doctor read it'
const NOBODY = 'no page asks for it'

feed('graph.json', recorded, EXPECTED, (sample, check) => check(sample), {
  userinfo: NOBODY,
  'member-of': NOBODY,
  'member-of-with-user-read': NOBODY,
  'get-member-objects': NOBODY,
  '404-directory-busy': REGISTER,
  'organization-with-user-read': REGISTER,
  'organization-app-only': REGISTER,
  'service-principal-not-yet': REGISTER,
  'service-principal-not-yet-403': REGISTER,
  'service-principal-exists': REGISTER,
  quota: REGISTER,
  'quota-tenant': REGISTER,
  'policy-credential-type': REGISTER,
  'policy-credential-lifetime': REGISTER,
  'policy-audience': REGISTER,
  'grant-exists': REGISTER,
  concurrency: REGISTER,
})
