// What is wrong only because it was created or changed minutes ago, beside what is wrong for good: Entra answers both alike.
import { expect, test } from 'vitest'
import { contoso, entryway, entrywayEverywhere, fabrikam, secret } from '../../emulator/seed.ts'
import { NOTHING_READ } from '../../tools/doctor/command-line/env-file.ts'
import { refusal } from '../../tools/doctor/evidence/entra-refusal.ts'
import { mayBeReplication } from '../../tools/doctor/evidence/replication.ts'
import { digestOf, noNotes, withNotes, wroteOf } from '../../tools/settings/register-notes.ts'
import { appOf, examine, healthyPatient, type Variables } from './doctor-patient.ts'
import { all, fails, hidden, type Spoil, set, warns, withCertificate } from './doctor-rows.ts'

/** Minutes since npm run register has done each. */
type Done = { added?: number; registered?: number; changed?: number }

function notesOf({ added, registered, changed }: Done, variables: Variables, now: number) {
  const about = (minutes: number | undefined) =>
    minutes === undefined
      ? null
      : { clientId: variables.CLIENT_ID ?? '', digest: digestOf(variables), at: now - minutes * 60_000 }
  const notes = { added: about(added), registered: about(registered), changed: about(changed) }
  return { ...noNotes, wrote: wroteOf(variables, now), ...notes }
}

const NOW = Date.UTC(2027, 0, 1)
const WRITTEN = {
  AUTHORITY: `https://login.microsoftonline.com/${contoso.id}`,
  CLIENT_ID: entryway.clientId,
  CLIENT_SECRET: secret,
  REDIRECT_URI: 'http://localhost:8787/getAToken',
}

/** What the doctor knows when register has done this, and the file was edited since. */
const known = (done: Done, edited: Record<string, string> = {}) => ({
  notes: notesOf(done, WRITTEN, NOW),
  variables: { ...WRITTEN, ...edited },
  file: NOTHING_READ.file,
  homeTenant: null,
  now: () => NOW,
})

test.each<[number, Done, string]>([
  [7000215, { added: 0.9 }, 'the credential was added less than a minute ago'],
  [7000215, { added: 1.5 }, 'the credential was added one minute ago'],
  [7000222, { added: 14.9 }, 'the credential was added 14 minutes ago'],
  [700027, { added: 3 }, 'the credential was added 3 minutes ago'],
  ...[700016, 700011, 7000229, 50011, 500113].map((aadsts): [number, Done, string] => [
    aadsts,
    { registered: 2 },
    'the app was registered 2 minutes ago',
  ]),
  ...[50011, 500113, 50194, 90130, 9002331, 9002332, 9002325, 700025].map(
    (aadsts): [number, Done, string] => [
      aadsts,
      { changed: 2 },
      'the registration was changed 2 minutes ago',
    ],
  ),
])('AADSTS%i after %j: %s', (aadsts, done, says) => {
  expect(mayBeReplication(aadsts, known(done))).toBe(says)
})

test('a client ID in capitals is the one that was registered', () => {
  const capitals = known({ registered: 2 }, { CLIENT_ID: entryway.clientId.toUpperCase() })
  expect(mayBeReplication(7000229, capitals)).toBe('the app was registered 2 minutes ago')
})

test.each<[number, Done, why: string, edited?: Record<string, string>]>([
  [7000215, {}, 'register has done nothing'],
  [7000215, { added: 15 }, 'too long ago'],
  [7000215, { added: -5 }, 'in the future'],
  [7000215, { changed: 1, registered: 1 }, 'that was no credential'],
  [7000215, { added: 1 }, 'another secret', { CLIENT_SECRET: 'another-secret-of-somebody' }],
  [7000215, { added: 1 }, 'beside the ID of another app', { CLIENT_ID: entrywayEverywhere.clientId }],
  [700016, { registered: 1 }, 'another app', { CLIENT_ID: entrywayEverywhere.clientId }],
  [700016, { changed: 1 }, 'the app is not new'],
  [50011, { added: 1 }, 'only the credential is new'],
  [50011, { changed: 1 }, 'edited since', { REDIRECT_URI: 'http://localhost:8787/elsewhere' }],
])('AADSTS%i after %j may be somebody’s change, not register’s: %s', (aadsts, done, _, edited) => {
  expect(mayBeReplication(aadsts, known(done, edited))).toBe('perhaps')
})

const OTHER_TENANT = { AUTHORITY: `https://login.microsoftonline.com/${fabrikam.id}` }

test.each<[number, Done, why: string, edited?: Record<string, string>]>([
  [7000112, { registered: 1 }, 'nothing that a new app lacks'],
  [700024, { added: 1 }, 'the clock is wrong'],
  [7000222, { added: 1 }, 'it has expired', { CLIENT_SECRET_EXPIRES: new Date(NOW - 1).toISOString() }],
  [700016, { registered: 1 }, 'registered in another tenant', OTHER_TENANT],
  ...[50194, 90130, 9002331, 9002332, 9002325, 700025].flatMap((aadsts): [number, Done, string][] => [
    [aadsts, {}, 'the account types or the platform are wrong'],
    [aadsts, { registered: 1 }, 'a new app has the right ones'],
  ]),
  [50194, { changed: 1 }, 'edited since', OTHER_TENANT],
])('AADSTS%i after %j is wrong for good: %s', (aadsts, done, _, edited) => {
  expect(mayBeReplication(aadsts, known(done, edited))).toBeNull()
})

const NOT_YET = /^Run this again in a few minutes; it can take 15\. If the error persists: ./

test.each<[string, Done, number, sentence: RegExp, whatToDo: RegExp, edited?: Record<string, string>]>([
  ['first of all', { added: 1 }, 7000215, /^Entra may not know it yet: the credential was added/, NOT_YET],
  [
    'after the usual advice',
    {},
    7000215,
    /^Entra returned an error/,
    /^Use .* just now, wait a few minutes and/,
  ],
  ['never', {}, 50194, /^Entra returned an error/, /^(?!.*(?:wait|Run this again))/],
  [
    'never: the local Entra has lost the app, whenever it was registered',
    { registered: 1 },
    700016,
    /^Entra returned an error/,
    /^The local Entra loses its registrations when it stops.*register again(?!.*(?:wait|Run this again))/,
    { AUTHORITY: `http://localhost:8788/${contoso.id}` },
  ],
])('advises to wait %s (%j, AADSTS%i)', (_, done, aadsts, sentence, whatToDo, edited) => {
  expect(refusal({ error: '', suberror: null, aadsts }, known(done, edited))).toEqual([
    expect.stringMatching(sentence),
    expect.stringMatching(whatToDo),
  ])
})

/** Register's notes at the end of the file, of the variables as they are by now. */
const noted =
  (done: Done): Spoil =>
  (patient) => {
    patient.notes = withNotes('', notesOf(done, patient.variables, Date.now()))
  }

fails('credentials', [
  [
    'Entra may not know it yet: the credential was added 2 minutes ago. Until then, it responds as if CLIENT_SECRET is wrong (AADSTS7000215).',
    all(set({ CLIENT_SECRET: 'a-new-secret' }), noted({ added: 2 })),
    NOT_YET,
  ],
])
warns('credentials', [
  [
    'as if CLIENT_CERTIFICATE is not uploaded to the app (AADSTS700027). The app uses the other credential.',
    all(withCertificate({ registered: false, besideSecret: true }), noted({ added: 2 })),
    NOT_YET,
  ],
])
fails('client id', [
  [
    'Entra may not know it yet: the app was registered 2 minutes ago.',
    all(
      ({ emulator }) => {
        emulator.state.servicePrincipals = []
      },
      noted({ registered: 2 }),
    ),
    NOT_YET,
  ],
])
fails('redirect URI', [
  [
    // Not of the one that it resembles.
    'Entra may not know it yet: the registration was changed 2 minutes ago.',
    all(set({ REDIRECT_URI: 'http://localhost:8787/getAToken/' }), noted({ changed: 2 })),
    NOT_YET,
  ],
])
fails('platform', [
  [
    'as if REDIRECT_URI is registered under Single-page application (AADSTS9002325).',
    (patient) => {
      appOf(patient).spaRedirectUris.push('http://localhost/spa')
      return all(hidden, set({ REDIRECT_URI: 'http://localhost:8787/spa' }), noted({ changed: 2 }))(patient)
    },
    NOT_YET,
  ],
])

test('an interrupted run of register is the first failure, and explains the others', async () => {
  const patient = await healthyPatient()
  patient.notes = withNotes('', { ...noNotes, unfinished: { at: Date.now() } })
  const { faults, exitCode } = await examine(patient)
  expect([exitCode, faults]).toMatchObject([
    1,
    [{ check: 'npm run register', whatToDo: expect.stringMatching(/^Run npm run register.* again/) }],
  ])
})
