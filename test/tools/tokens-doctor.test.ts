// What the doctor says of AZURE_DEVOPS_URL, the variable of the personal access tokens.
import { expect, onTestFinished, test, vi } from 'vitest'
import { contoso, fabrikam } from '../../emulator/seed.ts'
import { closedServer, examine, healthyPatient, linesOf, serve } from './doctor-patient.ts'
import { fails, type Row, type Spoil } from './doctor-rows.ts'

/** An organization whose API answers so to whoever is not signed in. */
const organization =
  (status: number, headers: Record<string, string> = {}): Spoil =>
  async ({ variables }) => {
    variables.AZURE_DEVOPS_URL = `${await serve(async () => new Response(null, { status, headers }))}/contoso`
  }

// Samples: connection-data, connection-data-of-personal-accounts.
fails('Azure DevOps', [
  [
    `belongs to the tenant ${fabrikam.id}, but AUTHORITY is ${contoso.id}`,
    organization(401, { 'X-VSS-ResourceTenant': fabrikam.id }),
  ],
  [
    // As the challenge alone says.
    `The organization belongs to the tenant ${fabrikam.id}`,
    organization(401, {
      'WWW-Authenticate': `Bearer authorization_uri=https://login.microsoftonline.com/${fabrikam.id}, Basic realm="x", TFS-Federated`,
    }),
  ],
  [
    'The organization belongs to personal accounts',
    organization(401, { 'X-VSS-ResourceTenant': '00000000-0000-0000-0000-000000000000' }),
  ],
  ['The organization does not exist.', organization(404)],
  [
    'nothing is listening',
    async ({ variables }) => {
      variables.AZURE_DEVOPS_URL = `${await closedServer()}/contoso`
    },
  ],
])

fails(
  'variables',
  [
    'https://dev.azure.com/',
    'https://vssps.dev.azure.com/',
    'https://user:password@dev.azure.com/contoso',
    'git@github.com:contoso/site.git',
  ].map(
    (url): Row => [
      /^AZURE_DEVOPS_URL does not name an Azure DevOps organization\.$/,
      ({ variables }) => {
        variables.AZURE_DEVOPS_URL = url
      },
    ],
  ),
)

test.each([
  'contoso',
  ' https://dev.azure.com/contoso/ ',
  'https://contoso@dev.azure.com/contoso/p/_git/r',
  'contoso@vs-ssh.visualstudio.com:v3/contoso/p/r',
])('an organization at %j is asked for at the API that the app uses', async (url) => {
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
  expect((await examine(patient)).faults).toEqual([])
  expect(asked).toEqual([
    'https://vssps.dev.azure.com/contoso/_apis/tokens/pats?api-version=7.2-preview.1',
    'https://dev.azure.com/contoso/_apis/connectionData',
  ])
})

test.each([401, 302, 203])(
  'an organization that answers %i asks for a sign-in, so it exists',
  async (status) => {
    const patient = await healthyPatient()
    await organization(status)(patient)
    expect(linesOf(await examine(patient), 'Azure DevOps')).toMatchObject([{ status: 'pass' }])
  },
)
