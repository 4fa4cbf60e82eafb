// An authority that does not answer as Entra does: the doctor names it, says what to do, and blames nothing else.
import { contoso } from '../../emulator/seed.ts'
import { closedServer } from './doctor-patient.ts'
import {
  all,
  answer,
  authorityAt,
  fails,
  fault,
  KEYS,
  METADATA,
  set,
  warns,
  withCertificate,
} from './doctor-rows.ts'

const metadataIs = (text: string | null, init: ResponseInit = {}) =>
  answer(METADATA, () => new Response(text, init))

const changedMetadata = (change: Record<string, string>) =>
  answer(METADATA, async ({ emulator }, request) =>
    Response.json({ ...((await (await emulator.fetch(request)).json()) as object), ...change }),
  )

const entraSays = (number: number, sentence: string) =>
  answer(METADATA, () =>
    Response.json(
      { error: 'invalid_request', error_description: `AADSTS${number}: ${sentence}\r\nTrace ID: x` },
      { status: 400 },
    ),
  )

fails('metadata', [
  [
    /^The tenant “0{8}\S+” does not exist at localhost:\d+\. Entra returned invalid_tenant, AADSTS90002: Tenant '0{8}\S+' not found\.$/,
    authorityAt('00000000-0000-4000-8000-000000000000'),
  ],
  [
    /^“\S+” is neither the ID of a tenant nor one of its domains\. Entra returned invalid_request, AADSTS900023: No\.$/,
    entraSays(900023, 'No.'),
  ],
  [/^localhost:\d+ does not return the metadata of .* AADSTS90051: No\.$/, entraSays(90051, 'No.')],
  [
    /^localhost:\d+ returned 403, but not in Entra’s form\.$/,
    metadataIs('<h1>Blocked by policy</h1>', { status: 403 }),
  ],
  [
    /^localhost:\d+ redirects to proxy\.contoso\.example, which Entra would not do\.$/,
    metadataIs(null, { status: 302, headers: { location: 'https://proxy.contoso.example/sign-in?to=x' } }),
  ],
  [/^The metadata of AUTHORITY could not be reached at \S+: it returned 503/, fault('metadata_503')],
  ['the response was not JSON', metadataIs('<h1>Welcome</h1>')],
  ['did not respond in time', fault('metadata_stall')],
  [
    'nothing is listening there',
    async (patient) => set({ AUTHORITY: `${await closedServer()}/${contoso.id}` })(patient),
  ],
  ['its host name was not found', set({ AUTHORITY: `https://entryway-doctor.invalid/${contoso.id}` })],
  [
    'It is a tenant for customers (External ID).',
    changedMetadata({ issuer: `https://${contoso.id}.ciamlogin.com/${contoso.id}/v2.0` }),
    /^Set AUTHORITY to https:\/\/\S+\.ciamlogin\.com\//,
  ],
  [
    'names a foreign issuer (http://evil.example/',
    changedMetadata({ issuer: `http://evil.example/${contoso.id}/v2.0` }),
  ],
  ['foreign token_endpoint', changedMetadata({ token_endpoint: 'http://evil.example/token' })],
])

const keysAre = (key: object) => answer(KEYS, () => Response.json({ keys: [{ kid: 'x', ...key }] }))

fails('signing keys', [
  ['it returned 503', fault('keys_unreachable')],
  ['None of them is a key for RS256', keysAre({ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' })],
  ['None of them is a key for RS256, so', keysAre({ kty: 'RSA', use: 'sig', n: '', e: '' })],
])

/** Entra's own answer, with another time of day. */
const clockBehind = (minutes: number) =>
  answer(METADATA, async ({ emulator }, request) => {
    const { status, headers, body } = await emulator.fetch(request)
    const date = new Date(Date.now() + minutes * 60_000).toUTCString()
    return new Response(body, { status, headers: { ...Object.fromEntries(headers), date } })
  })
const clockAhead = (minutes: number) => clockBehind(-minutes)

// Users sign in until the clock is 10 minutes slow or 65 fast; a certificate signs the time, which Entra takes for 5 minutes.
warns('clock', [
  [
    /clock is 1\d\d seconds behind/,
    clockBehind(2),
    /^Synchronize .* Users can sign in until it is 10 minutes off/,
  ],
  [/clock is 5\d\d seconds behind/, clockBehind(9)],
  [/clock is 36\d\d seconds ahead of/, clockAhead(60), /until it is 65 minutes off/],
  [/clock is 36\d seconds ahead of/, all(withCertificate({ besideSecret: true }), clockAhead(6))],
])
fails('clock', [
  [/clock is 6\d\d seconds behind/, clockBehind(11), /At 10 minutes, every ID token is rejected/],
  [/clock is 39\d\d seconds ahead of/, clockAhead(66), /At 65 minutes/],
  [/clock is 36\d seconds ahead of/, all(withCertificate(), clockAhead(6)), /AADSTS700024/],
])
