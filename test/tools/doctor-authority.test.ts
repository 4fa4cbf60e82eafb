// An authority that does not answer as Entra does: the doctor names it, says what to do, and blames nothing else.
import { expect, test } from 'vitest'
import { contoso, entrywayEverywhere } from '../../emulator/seed.ts'
import {
  closedServer,
  examine,
  examineOnce,
  faultsOf,
  healthyPatient,
  useCertificate,
} from './doctor-patient.ts'
import { AUTHORIZE, answer, fault, KEYS, METADATA, namesEach, type Row, set } from './doctor-rows.ts'

/** Entra's own answer, with another time of day. */
const clockAhead = (seconds: number) =>
  answer(METADATA, async ({ emulator }, request) => {
    const { status, headers, body } = await emulator.fetch(request)
    const date = new Date(Date.now() + seconds * 1000).toUTCString()
    return new Response(body, { status, headers: { ...Object.fromEntries(headers), date } })
  })

const changedMetadata = (change: Record<string, string>) =>
  answer(METADATA, async ({ emulator }, request) =>
    Response.json({ ...((await (await emulator.fetch(request)).json()) as object), ...change }),
  )

const entraSays = (number: number, sentence: string) =>
  answer(METADATA, () =>
    Response.json(
      {
        error: 'invalid_request',
        error_description: `AADSTS${number}: ${sentence}\r\nTrace ID: x`,
        error_codes: [number],
      },
      { status: 400 },
    ),
  )

const authority: Row[] = [
  [
    'a tenant that does not exist',
    (patient) => {
      patient.variables.AUTHORITY = `${patient.origin}/00000000-0000-4000-8000-000000000000`
    },
    'metadata',
    /^The tenant .* does not exist at localhost:\d+\. Entra returned invalid_tenant, AADSTS90002: Tenant '0{8}\S+' not found\.$/,
  ],
  [
    'a tenant by a name that is none',
    entraSays(
      900023,
      "Specified tenant identifier 'x' is neither a valid DNS name, nor a valid external domain.",
    ),
    'metadata',
    /^“\S+” is neither the ID of a tenant nor one of its domains\. Entra returned invalid_request, AADSTS900023: Specified/,
  ],
  [
    'metadata that Entra refuses for another reason',
    entraSays(90051, 'Invalid national Cloud ID.'),
    'metadata',
    /does not return the metadata of .* AADSTS90051: Invalid national Cloud ID\.$/,
  ],
  [
    'a proxy that forbids it',
    answer(METADATA, () => new Response('<h1>Blocked by policy</h1>', { status: 403 })),
    'metadata',
    /^localhost:\d+ returned 403, but not in Entra’s form\.$/,
  ],
  [
    'a page that is not found',
    answer(METADATA, () => new Response('Not Found', { status: 404 })),
    'metadata',
    /returned 404, but not in Entra’s form/,
  ],
  [
    'a proxy that sends on to its own sign-in',
    answer(METADATA, () => Response.redirect('https://proxy.contoso.example/sign-in?to=x', 302)),
    'metadata',
    /^localhost:\d+ redirects to proxy\.contoso\.example, which Entra would not do\.$/,
  ],
  [
    'a gateway that is down',
    answer(METADATA, () => new Response('<h1>Bad Gateway</h1>', { status: 502 })),
    'metadata',
    /^The authority’s metadata could not be reached at \S+: it returned 502/,
  ],
  [
    'metadata of a tenant for customers',
    changedMetadata({ issuer: `https://${contoso.id}.ciamlogin.com/${contoso.id}/v2.0` }),
    'metadata',
    /^It is a tenant for customers \(External ID\)\.$/,
  ],
  [
    'a server that is not there',
    async ({ variables }) => {
      variables.AUTHORITY = `${await closedServer()}/${contoso.id}`
    },
    'metadata',
    /nothing is listening there/,
  ],
  [
    'a host that nobody knows',
    set('AUTHORITY', `https://entryway-doctor.invalid/${contoso.id}`),
    'metadata',
    /its host name was not found/,
  ],
  ['metadata that is down', fault('metadata_503'), 'metadata', /it returned 503/],
  [
    'a proxy that wants a sign-in',
    answer(METADATA, () => new Response('<h1>Welcome</h1>')),
    'metadata',
    /the response was not JSON/,
  ],
  [
    'another issuer',
    changedMetadata({ issuer: `http://evil.example/${contoso.id}/v2.0` }),
    'metadata',
    /names a foreign issuer \(http:\/\/evil\.example\//,
  ],
  [
    'an endpoint of somebody else',
    changedMetadata({ token_endpoint: 'http://evil.example/token' }),
    'metadata',
    /foreign token_endpoint/,
  ],
  ['signing keys that are down', fault('keys_unreachable'), 'signing keys', /it returned 503/],
  [
    'no key for RS256',
    answer(KEYS, () => Response.json({ keys: [{ kty: 'EC', kid: 'x', crv: 'P-256', x: 'x', y: 'y' }] })),
    'signing keys',
    /^None of them is a key for RS256/,
  ],
  [
    'a key that is spoiled',
    answer(KEYS, () => Response.json({ keys: [{ kty: 'RSA', kid: 'x', use: 'sig', n: '', e: '' }] })),
    'signing keys',
    /^None of them is a key for RS256/,
  ],
  ['a clock two minutes off', clockAhead(120), 'clock', /clock is \d+ seconds behind/, 'warn'],
  [
    'a clock nine minutes slow, at which people still sign in',
    clockAhead(540),
    'clock',
    /clock is \d+ seconds behind/,
    'warn',
  ],
  ['a clock eleven minutes slow', clockAhead(660), 'clock', /clock is \d+ seconds behind/],
  [
    'a clock an hour fast, at which people still sign in',
    clockAhead(-3600),
    'clock',
    /clock is \d+ seconds ahead of/,
    'warn',
  ],
  ['a clock more than an hour fast', clockAhead(-3960), 'clock', /clock is \d+ seconds ahead of/],
  [
    'a clock six minutes fast with a certificate, which signs the time',
    async (patient) => {
      await useCertificate(patient)
      await clockAhead(-360)(patient)
    },
    'clock',
    /clock is \d+ seconds ahead of/,
  ],
]

namesEach(authority)

test('a server that does not respond is given up on', { timeout: 60_000 }, async () => {
  const patient = await healthyPatient()
  patient.emulator.setFault('metadata_stall', { times: 0 })
  const { lines } = await examineOnce(patient)
  expect(faultsOf({ lines })).toMatchObject([
    { check: 'metadata', sentence: expect.stringMatching(/did not respond in time/) },
  ])
})

test('an authority that redirects to another host is reported, and the redirect is not followed', async () => {
  const patient = await healthyPatient()
  patient.variables.CLIENT_ID = entrywayEverywhere.clientId
  patient.intercept = ({ url }) =>
    url.includes(AUTHORIZE) ? Response.redirect('https://login.live.example/authorize', 302) : null
  const { lines } = await examine(patient)
  const untold = lines.filter(({ check }) => ['client id', 'redirect URI'].includes(check))
  expect(untold.map(({ status }) => status)).toEqual(['skipped', 'skipped'])
})
