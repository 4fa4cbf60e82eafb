// Nothing that is printed has a secret in it, however the configuration is wrong.
import { expect, test } from 'vitest'
import { VARIABLES } from '../../tools/settings/variable-names.ts'
import { asEnvFile, healthyPatient, type Patient, run, useCertificate } from './doctor-patient.ts'
import type { Spoil } from './doctor-rows.ts'

const PASTED = 'pA5ted~5ecret.of-th15.te5t_0123456789abc'

/** Every run of 12 characters of a secret, of which a whole line of a key has many. */
function secretsOf({ variables }: Patient): string[] {
  const key = (variables.CLIENT_CERTIFICATE_KEY ?? '').split('\n').filter((line) => !line.startsWith('--'))
  return [PASTED, variables.CLIENT_SECRET ?? '', ...key].filter((text) => text.length >= 12)
}

/** The JSON, and what a person reads; of a file and, as in CI, of the environment. */
async function printed({ variables }: Patient): Promise<string> {
  const args = ['--env-file', asEnvFile(variables)]
  const runs = [run([...args, '--json']), run(args), run(['--variables-from-environment'], variables)]
  return (await Promise.all(runs)).map(({ output }) => output).join('')
}

const paste =
  (name: string, value = PASTED): Spoil =>
  ({ variables }) => {
    variables[name] = value
  }

test.each<[string, Spoil]>([
  ['in order', () => undefined],
  ['with a certificate', (patient) => useCertificate(patient)],
  ...VARIABLES.map((name): [string, Spoil] => [`with the secret pasted as ${name}`, paste(name)]),
  ['with the secret pasted as a name', paste(PASTED, 'x')],
  ['with the secret in a URL', paste('AZURE_DEVOPS_URL', `https://x:${PASTED}@vssps.dev.azure.com/x/y`)],
  [
    'with a key that is cut short',
    async (patient) => {
      await useCertificate(patient)
      patient.variables.CLIENT_CERTIFICATE_KEY = patient.variables.CLIENT_CERTIFICATE_KEY?.slice(0, 400)
    },
  ],
  [
    'with an Entra that says it back',
    (patient) => {
      patient.variables.CLIENT_SECRET = PASTED
      patient.intercept = ({ method }) =>
        method === 'POST'
          ? Response.json({ error: PASTED, error_description: `AADSTS7000215: ${PASTED}` }, { status: 401 })
          : null
    },
  ],
])('a configuration %s', async (_, spoil) => {
  const patient = await healthyPatient()
  await spoil(patient)
  const text = (await printed(patient)).toLowerCase()
  expect(text).toContain('checked: ')
  // IDs are printed in small letters.
  for (const secret of secretsOf(patient)) expect(text).not.toContain(secret.toLowerCase())
})

test('no access token is printed', async () => {
  const patient = await healthyPatient()
  const tokens: string[] = []
  patient.intercept = async (request) => {
    if (request.method !== 'POST') return null
    const answer = await patient.emulator.fetch(request)
    tokens.push(((await answer.clone().json()) as { access_token: string }).access_token)
    return answer
  }
  const text = await printed(patient)
  expect(tokens).toHaveLength(3)
  for (const token of tokens) expect(text).not.toContain(token)
})
