// A configuration that is in order: every line says so, and nobody was signed in to find out.
import { describe, expect, test } from 'vitest'
import { examine, healthyPatient, linesOf, useCertificate } from './doctor-patient.ts'

const CHECKS = [
  ...['variables', 'wrangler.toml', 'metadata', 'signing keys', 'clock', 'client id', 'redirect URI', 'PKCE'],
  ...['sign-in request', 'credentials', 'registration', 'platform'],
]

describe.each(['contoso', 'common', 'customers'] as const)('at %s every line passes', (name) => {
  test.each(['secret', 'certificate'])('with a %s', async (kind) => {
    const patient = await healthyPatient(name)
    if (kind === 'certificate') await useCertificate(patient)
    const { exitCode, lines } = await examine(patient)
    expect(exitCode).toBe(0)
    expect(lines.map(({ check }) => check)).toEqual([...CHECKS, `${kind} lifetime`])
    expect(lines.filter(({ status, whatToDo }) => status !== 'pass' || whatToDo !== null)).toEqual([])
  })
})

test('with a secret and a certificate, both are checked', async () => {
  const patient = await healthyPatient()
  await useCertificate(patient, { besideSecret: true })
  const examined = await examine(patient)
  expect(examined.faults).toEqual([])
  expect(linesOf(examined, 'credentials').map(({ sentence }) => sentence)).toEqual([
    'Entra accepts CLIENT_CERTIFICATE.',
    'Entra accepts CLIENT_SECRET.',
  ])
})

test('nobody is signed in, nothing is changed, and no redirect is followed', async () => {
  const patient = await healthyPatient()
  const { state, requests } = patient.emulator
  const before = structuredClone(state.apps)
  await examine(patient)
  expect(state.codes.size + state.refreshTokens.size + state.browsers.size).toBe(0)
  expect(state.apps).toEqual(before)
  const paths = requests.map(
    ({ method, url }) => `${method} ${new URL(url).pathname.replace(/^\/[^/]*/, '')}`,
  )
  expect(paths).toEqual([
    'GET /v2.0/.well-known/openid-configuration',
    'GET /discovery/v2.0/keys',
    'GET /oauth2/v2.0/authorize',
    'POST /oauth2/v2.0/token',
    `GET /applications(appId='${patient.variables.CLIENT_ID}')`,
  ])
})
