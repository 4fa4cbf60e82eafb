// What the doctor says of AZURE_DEVOPS_URL, the variable of the personal access tokens.
import { expect, onTestFinished, test, vi } from 'vitest'
import { contoso, fabrikam } from '../../emulator/seed.ts'
import { closedServer, examine, examineOnce, faultsOf, healthyPatient, serve } from './doctor-patient.ts'
import { namesEach, type Row, type Spoil } from './doctor-rows.ts'

/** An organization that says which tenant it belongs to. Samples: connection-data, connection-data-of-personal-accounts. */
const organizationOf =
  (headers: Record<string, string>): Spoil =>
  async ({ variables }) => {
    const origin = await serve(async () => new Response('{}', { status: 401, headers }))
    variables.AZURE_DEVOPS_URL = `${origin}/contoso`
  }

const organizations: Row[] = [
  [
    'an organization of another tenant',
    organizationOf({ 'X-VSS-ResourceTenant': fabrikam.id }),
    'Azure DevOps',
    new RegExp(`belongs to the tenant ${fabrikam.id}, but AUTHORITY is ${contoso.id}`),
  ],
  [
    'an organization of another tenant, which only the challenge says',
    organizationOf({
      'WWW-Authenticate': `Bearer authorization_uri=https://login.microsoftonline.com/${fabrikam.id}, Basic realm="x", TFS-Federated`,
    }),
    'Azure DevOps',
    new RegExp(`belongs to the tenant ${fabrikam.id}`),
  ],
  [
    'an organization of personal accounts',
    organizationOf({ 'X-VSS-ResourceTenant': '00000000-0000-0000-0000-000000000000' }),
    'Azure DevOps',
    /belongs to personal accounts/,
  ],
  [
    'an organization that there is not',
    async ({ variables }) => {
      const origin = await serve(async () => new Response('Not found', { status: 404 }))
      variables.AZURE_DEVOPS_URL = `${origin}/nobody`
    },
    'Azure DevOps',
    /^The organization does not exist/,
  ],
  [
    'an Azure DevOps that is not there',
    async ({ variables }) => {
      variables.AZURE_DEVOPS_URL = `${await closedServer()}/contoso`
    },
    'Azure DevOps',
    /nothing is listening/,
  ],
]

namesEach(organizations)

test('Azure DevOps is asked what the app asks, whatever stands around the address', async () => {
  const patient = await healthyPatient()
  const asked: string[] = []
  const origin = await serve(async ({ url }) => {
    asked.push(url.slice(origin.length))
    return new Response(null, { status: 401 })
  })
  patient.variables.AZURE_DEVOPS_URL = ` ${origin}/contoso/ `
  expect(faultsOf(await examineOnce(patient))).toEqual([])
  expect(asked).toEqual([
    '/contoso/_apis/tokens/pats?api-version=7.2-preview.1',
    '/contoso/_apis/connectionData',
  ])
})

test.each([
  'https://dev.azure.com/',
  'https://vssps.dev.azure.com/',
  'https://user:password@dev.azure.com/contoso',
  'git@github.com:contoso/site.git',
])('an organization at %s is refused, once', async (url) => {
  const patient = await healthyPatient()
  patient.variables.AZURE_DEVOPS_URL = url
  const faults = faultsOf(await examineOnce(patient))
  expect(faults.map(({ sentence }) => sentence)).toEqual([
    'AZURE_DEVOPS_URL does not name an Azure DevOps organization.',
  ])
})

test.each([
  'contoso',
  'https://contoso@dev.azure.com/contoso/p/_git/r',
  'contoso@vs-ssh.visualstudio.com:v3/contoso/p/r',
])('an organization at %s is asked for at its API', async (url) => {
  const patient = await healthyPatient()
  const asked: string[] = []
  const elsewhere = globalThis.fetch
  vi.stubGlobal('fetch', async (input: string | URL | Request, init?: RequestInit) => {
    const { href, hostname } = new URL(new Request(input, init).url)
    if (hostname === 'localhost') return elsewhere(input, init)
    asked.push(href)
    return new Response(null, { status: 401 })
  })
  onTestFinished(() => void vi.unstubAllGlobals())
  patient.variables.AZURE_DEVOPS_URL = url
  expect(faultsOf(await examineOnce(patient))).toEqual([])
  expect(asked).toEqual([
    'https://vssps.dev.azure.com/contoso/_apis/tokens/pats?api-version=7.2-preview.1',
    'https://dev.azure.com/contoso/_apis/connectionData',
  ])
})

test('an Azure DevOps organization that asks for a sign-in exists', async () => {
  const patient = await healthyPatient()
  patient.variables.AZURE_DEVOPS_URL = `${patient.origin}/contoso`
  for (const status of [401, 302, 203]) {
    patient.intercept = ({ url }) =>
      new URL(url).pathname === '/contoso/_apis/tokens/pats' ? new Response(null, { status }) : null
    const { lines } = await examine(patient)
    expect(lines.at(-1)).toMatchObject({ check: 'Azure DevOps', status: 'pass' })
  }
})
