// What is wrong only because it was created or changed minutes ago, beside what is wrong for good: Entra answers both alike.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { contoso, entryway, entrywayEverywhere, fabrikam, secret } from '../../emulator/seed.ts'
import { refusal } from '../../tools/doctor/evidence/entra-refusal.ts'
import {
  digestOf,
  noNotes,
  type RegisterNotes,
  withNotes,
  wroteOf,
} from '../../tools/settings/register-notes.ts'
import {
  type AuthorityName,
  examine,
  faultsOf,
  healthyPatient,
  type Patient,
  useCertificate,
} from './doctor-patient.ts'

type Sample = { name: string; status: number; body?: unknown }

const { samples } = JSON.parse(
  readFileSync(new URL('../recorded/token-answers.json', import.meta.url), 'utf8'),
) as { samples: Sample[] }

type Spoil = (patient: Patient) => unknown

const at = (minutes: number) => Date.now() - minutes * 60_000

/** The token endpoint answers as was recorded, or with a number that was not. */
const tokenAnswers =
  (number: number): Spoil =>
  (patient) => {
    const { status = 400, body } = samples.find(({ name }) => name === String(number)) ?? {}
    patient.intercept = ({ url }) =>
      url.endsWith('/oauth2/v2.0/token')
        ? Response.json(
            body ?? { error: 'invalid_client', error_description: `AADSTS${number}: Not recorded.` },
            { status },
          )
        : null
  }

/** Entra's own page in place of an answer to the app. */
const pageSays =
  (number: number): Spoil =>
  (patient) => {
    patient.intercept = ({ url }) =>
      new URL(url).pathname.endsWith('/authorize') ? new Response(`<p>AADSTS${number}: Refused.</p>`) : null
  }

/** Only the request without PKCE is refused: the sign of a single-page application. */
const withoutChallengeSays =
  (number: number): Spoil =>
  (patient) => {
    patient.emulator.state.applicationPermissions.clear()
    patient.intercept = ({ url }) => {
      const { pathname, searchParams } = new URL(url)
      if (!pathname.endsWith('/authorize') || searchParams.has('code_challenge')) return null
      const answer = new URL(searchParams.get('redirect_uri') ?? '')
      answer.searchParams.set('error', 'invalid_request')
      answer.searchParams.set('error_description', `AADSTS${number}: Refused.`)
      answer.searchParams.set('state', searchParams.get('state') ?? '')
      return Response.redirect(answer.href, 302)
    }
  }

const note =
  (make: (patient: Patient) => Partial<RegisterNotes>): Spoil =>
  (patient) => {
    const wrote = wroteOf(patient.variables, Date.now())
    patient.notes = withNotes('', { ...noNotes, wrote, ...make(patient) })
  }

const clientIdOf = ({ variables }: Patient) => (variables.CLIENT_ID ?? '').toLowerCase()
const added = (minutes: number) =>
  note(({ variables }) => ({ added: { digest: digestOf(variables), at: at(minutes) } }))
const registered = (minutes: number) =>
  note((patient) => ({ registered: { clientId: clientIdOf(patient), at: at(minutes) } }))
const changed = (minutes: number) =>
  note((patient) => ({ changed: { clientId: clientIdOf(patient), at: at(minutes) } }))

const all =
  (...spoils: Spoil[]): Spoil =>
  async (patient) => {
    for (const spoil of spoils) await spoil(patient)
  }

const shouting: Spoil = ({ variables }) => {
  variables.CLIENT_ID = variables.CLIENT_ID?.toUpperCase()
}

type Row = [
  what: string,
  spoil: Spoil,
  check: string,
  number: number,
  status?: 'warn' | 'fail',
  at?: AuthorityName,
]

const UNDER_WAY: Row[] = [
  ['a secret added seconds ago', all(tokenAnswers(7000215), added(0)), 'credentials', 7000215],
  ['a secret added a minute ago', all(tokenAnswers(7000215), added(1.5)), 'credentials', 7000215],
  ['a secret added 14 minutes ago', all(tokenAnswers(7000215), added(14)), 'credentials', 7000215],
  ['a new secret that Entra calls expired', all(tokenAnswers(7000222), added(2)), 'credentials', 7000222],
  ['the same, at common', all(tokenAnswers(7000222), added(2)), 'credentials', 7000222, 'fail', 'common'],
  [
    'a new secret of an app for customers',
    all(tokenAnswers(7000215), added(3)),
    'credentials',
    7000215,
    'fail',
    'customers',
  ],
  [
    'a new certificate',
    all((patient) => useCertificate(patient, { registered: false }), added(3)),
    'credentials',
    700027,
  ],
  [
    'a new certificate beside a secret that works',
    all(
      (patient) => useCertificate(patient, { registered: false }),
      ({ variables }) => {
        variables.CLIENT_SECRET = secret
      },
      added(3),
    ),
    'credentials',
    700027,
    'warn',
  ],
  [
    'an app whose service principal is not there yet',
    all(pageSays(7000229), registered(2)),
    'client id',
    7000229,
  ],
  ['the same, its id in capitals', all(pageSays(7000229), registered(1), shouting), 'client id', 7000229],
  ['the same at the token endpoint', all(tokenAnswers(7000229), registered(2)), 'credentials', 7000229],
  ['a redirect URI of a new app', all(pageSays(50011), registered(2)), 'redirect URI', 50011],
  ['a redirect URI that was just added', all(pageSays(50011), changed(2)), 'redirect URI', 50011],
  [
    'a redirect URI that was just added, and is like another',
    all(({ variables }) => {
      variables.REDIRECT_URI = 'http://localhost:8787/getAToken/'
    }, changed(2)),
    'redirect URI',
    50011,
  ],
  ['account types that were just widened', all(pageSays(50194), changed(2)), 'client id', 50194],
  ['personal accounts that were just let in', all(pageSays(9002332), changed(2)), 'client id', 9002332],
  ['the same, in Entra’s other words', all(pageSays(90130), changed(2)), 'client id', 90130],
  ['personal accounts that were the only ones', all(pageSays(9002331), changed(2)), 'client id', 9002331],
  [
    'a redirect URI that was just moved to Web',
    all(withoutChallengeSays(9002325), changed(2)),
    'platform',
    9002325,
  ],
  [
    'public client flows that were just turned off',
    all(tokenAnswers(700025), changed(2)),
    'credentials',
    700025,
  ],
]

/** Twins that differ in one thing: it is too long ago, or about something else. */
const FOR_GOOD: Row[] = [
  ['a secret added 16 minutes ago', all(tokenAnswers(7000215), added(16)), 'credentials', 7000215],
  ['a secret added in the future', all(tokenAnswers(7000215), added(-5)), 'credentials', 7000215],
  [
    'another secret than the one just added',
    all(tokenAnswers(7000215), added(1), ({ variables }) => {
      variables.CLIENT_SECRET = 'another-secret-of-somebody'
    }),
    'credentials',
    7000215,
  ],
  [
    'another app than the one just registered',
    all(registered(1), ({ variables }) => {
      variables.CLIENT_ID = fabrikam.id
    }),
    'client id',
    700016,
  ],
  ['an app registered an hour ago', all(pageSays(700016), registered(60)), 'client id', 700016],
  ['an app that is disabled, and new', all(pageSays(7000112), registered(1)), 'client id', 7000112],
  ['a tenant that there is not, and a new app', all(pageSays(90002), registered(1)), 'client id', 90002],
  ['a redirect URI changed an hour ago', all(pageSays(50011), changed(60)), 'redirect URI', 50011],
  ['a redirect URI, when only the secret is new', all(pageSays(50011), added(1)), 'redirect URI', 50011],
  [
    'a secret, when only the registration was changed',
    all(tokenAnswers(7000215), changed(1)),
    'credentials',
    7000215,
  ],
  ['the time of an assertion, and a new secret', all(tokenAnswers(700024), added(1)), 'credentials', 700024],
  ['no notes at all', tokenAnswers(7000215), 'credentials', 7000215],
  // Edited since, or never to be otherwise.
  [
    'a new app of one tenant where many are asked for',
    all(pageSays(50194), registered(1)),
    'client id',
    50194,
  ],
  [
    'account types, when AUTHORITY was edited after the change',
    all(pageSays(50194), changed(1), (patient) => {
      patient.variables.AUTHORITY = `${patient.origin}/common`
    }),
    'client id',
    50194,
  ],
  [
    'personal accounts that a new app does not let in',
    all(pageSays(9002332), registered(1)),
    'client id',
    9002332,
  ],
  [
    'a new app that is looked for in another tenant',
    all(registered(1), (patient) => {
      patient.variables.AUTHORITY = `${patient.origin}/${fabrikam.id}`
    }),
    'client id',
    700016,
  ],
  [
    'a redirect URI that was edited after the change',
    all(changed(1), ({ variables }) => {
      variables.REDIRECT_URI = 'http://localhost:8787/elsewhere'
    }),
    'redirect URI',
    50011,
  ],
  [
    'a new secret beside the id of another app',
    all(tokenAnswers(7000215), added(1), ({ variables }) => {
      variables.CLIENT_ID = entrywayEverywhere.clientId
    }),
    'credentials',
    7000215,
  ],
  ['an app that was always public', all(tokenAnswers(700025), registered(1)), 'credentials', 700025],
]

async function faultOf([, spoil, check, number, status = 'fail', where = 'contoso']: Row) {
  const patient = await healthyPatient(where)
  await spoil(patient)
  const examined = await examine(patient)
  const faults = faultsOf(examined)
  expect(faults).toEqual([
    { check, status, sentence: expect.stringContaining(`AADSTS${number}`), whatToDo: expect.any(String) },
  ])
  expect(examined.exitCode).toBe(status === 'fail' ? 1 : 0)
  const [fault] = faults
  return { sentence: fault?.sentence ?? '', whatToDo: fault?.whatToDo ?? '' }
}

describe('may only not have arrived yet:', () => {
  test.each(UNDER_WAY)('%s', async (...row) => {
    const { sentence, whatToDo } = await faultOf(row)
    expect(sentence).toMatch(
      /^Entra may not know it yet: .* (?:less than a minute|one minute|\d+ minutes) ago\./,
    )
    expect(whatToDo).toMatch(/^Run this again in a few minutes; it can take 15\. If the error persists: ./)
  })
})

describe('is wrong for good:', () => {
  test.each(FOR_GOOD)('%s', async (...row) => {
    const { sentence, whatToDo } = await faultOf(row)
    expect(sentence).toMatch(/^Entra returned an error: /)
    expect(whatToDo).not.toMatch(/^Run this again/)
  })
})

test.each([
  ['registered a minute ago', registered(1)],
  ['registered an hour ago', registered(60)],
  ['that register knows nothing of', () => {}],
])('an app %s that the local Entra does not know is gone for good', async (_, notes) => {
  const { sentence, whatToDo } = await faultOf(['', all(pageSays(700016), notes), 'client id', 700016])
  expect(sentence).toMatch(/^Entra returned an error: /)
  expect(whatToDo).toMatch(/^The local Entra loses its registrations when it stops.*register again/)
  expect(whatToDo).not.toMatch(/wait|Run this again/)
})

test.each([
  [
    `https://login.microsoftonline.com/${contoso.id}`,
    /^Entra may not know it yet: the app was registered one minute ago\./,
  ],
  [`http://localhost:8788/${contoso.id}`, /^Entra returned an error: /],
])('at %s, an app registered a minute ago that Entra does not know', (AUTHORITY, expected) => {
  const { clientId } = entryway
  const variables = { AUTHORITY, CLIENT_ID: clientId, REDIRECT_URI: 'http://localhost:8787/getAToken' }
  const now = Date.now()
  const notes = { ...noNotes, wrote: wroteOf(variables, now), registered: { clientId, at: at(1.5) } }
  const given = {
    notes,
    variables,
    file: { setTwice: [], encoding: null, cutAtHash: [], otherContent: null },
    homeTenant: null,
    now: () => now,
  }
  const [sentence] = refusal({ error: 'unauthorized_client', suberror: null, aadsts: 700016 }, given)
  expect(sentence).toMatch(expected)
})

test.each([50194, 90130, 9002331, 9002332])('AADSTS%i: the advice is never to wait', async (number) => {
  for (const notes of [registered(1), () => {}]) {
    const { whatToDo } = await faultOf(['', all(pageSays(number), notes), 'client id', number])
    expect(whatToDo).not.toContain('wait')
  }
})

test('a change that register did not make: the usual advice first, then waiting', async () => {
  const { whatToDo } = await faultOf(['', tokenAnswers(7000215), 'credentials', 7000215])
  expect(whatToDo).toMatch(/Secret ID.*just now, wait a few minutes and run this again\.$/)
})

test('a secret that is known to have expired is not called new', async () => {
  const patient = await healthyPatient()
  patient.emulator.state.applicationPermissions.clear()
  patient.variables.CLIENT_SECRET_EXPIRES = new Date(Date.now() - 86_400_000).toISOString()
  await all(tokenAnswers(7000222), added(1))(patient)
  const faults = faultsOf(await examine(patient))
  expect(faults.map(({ check }) => check)).toEqual(['credentials', 'secret lifetime'])
  expect(faults[0]?.sentence).toMatch(/^Entra returned an error: CLIENT_SECRET has expired/)
  expect(faults[0]?.whatToDo).not.toContain('wait')
})
