// A configuration that is in order: every line says so, and nobody was signed in to find out.
import { expect, test } from 'vitest'
import { secret } from '../../emulator/seed.ts'
import { type AuthorityName, authorities, examine, healthyPatient, useCertificate } from './doctor-patient.ts'

const checks = [
  'variables',
  'wrangler.toml',
  'metadata',
  'signing keys',
  'clock',
  'client id',
  'redirect URI',
  'PKCE',
  'sign-in request',
  'credentials',
  'registration',
  'platform',
]

const names = Object.keys(authorities) as AuthorityName[]

test.each(names)('with a secret at %s every line passes', async (name) => {
  const { exitCode, lines, text } = await examine(await healthyPatient(name))
  expect(lines.map(({ check }) => check)).toEqual([...checks, 'secret lifetime'])
  expect(lines.filter(({ status }) => status !== 'pass')).toEqual([])
  expect(lines.every(({ whatToDo }) => whatToDo === null)).toBe(true)
  expect(text).toContain('No problems.')
  expect(exitCode).toBe(0)
})

test.each(names)('with a certificate at %s every line passes', async (name) => {
  const patient = await healthyPatient(name)
  await useCertificate(patient)
  const { exitCode, lines } = await examine(patient)
  expect(lines.map(({ check }) => check)).toEqual([...checks, 'certificate lifetime'])
  expect(lines.filter(({ status }) => status !== 'pass')).toEqual([])
  expect(exitCode).toBe(0)
})

test('with a secret and a certificate, both are checked', async () => {
  const patient = await healthyPatient()
  await useCertificate(patient)
  patient.variables.CLIENT_SECRET = secret
  const { lines } = await examine(patient)
  expect(lines.filter(({ status }) => status !== 'pass')).toEqual([])
  expect(lines.filter(({ check }) => check === 'credentials').map(({ sentence }) => sentence)).toEqual([
    'Entra accepts CLIENT_CERTIFICATE.',
    'Entra accepts CLIENT_SECRET.',
  ])
})

test('what Graph does not show is skipped, which is not a failure', async () => {
  const patient = await healthyPatient()
  patient.emulator.state.applicationPermissions.clear()
  const { exitCode, lines } = await examine(patient)
  const skipped = lines.filter(({ status }) => status !== 'pass')
  expect(skipped.map(({ check, status }) => [check, status])).toEqual([
    ['registration', 'skipped'],
    ['platform', 'skipped'],
    ['secret lifetime', 'skipped'],
  ])
  expect(exitCode).toBe(0)
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
  expect(new Set(paths)).toEqual(
    new Set([
      'GET /v2.0/.well-known/openid-configuration',
      'GET /discovery/v2.0/keys',
      'GET /oauth2/v2.0/authorize',
      'POST /oauth2/v2.0/token',
      `GET /applications(appId='${patient.variables.CLIENT_ID}')`,
    ]),
  )
})
