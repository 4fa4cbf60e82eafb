// docs/ci.md: the workflows' commands, run with what they have on GitHub: a token of the pipeline's own, which GitHub's token has brought.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { contoso, nestor } from '../../emulator/seed.ts'
import { doctor } from '../../tools/doctor.ts'
import { ROOT } from '../support/app-copy.ts'
import { asOperator } from '../support/operator.ts'
import {
  asPublicCloud,
  type Entra,
  newFolder,
  registered,
  runForJson,
  serveEntra,
} from '../tools/register-run.ts'
import { argvOf, commands, TEXT, wranglerToml } from './ci-page.ts'

const AUTHORITY = `https://login.microsoftonline.com/${contoso.id}`
const REDIRECT_URI = 'https://entryway-staging.contoso.workers.dev/callback'
const REPOSITORY = 'contoso/entryway'

/** The federated credential as the page has it, for one of the environments. */
function federatedCredential(environment: string): { issuer: string; subject: string; audiences: [string] } {
  const [, json = ''] = /--parameters '(\{[^']+\})'/.exec(TEXT) ?? []
  return JSON.parse(
    json.replace('{owner}/{repository}', REPOSITORY).replaceAll('production', environment),
  ) as ReturnType<typeof federatedCredential>
}

/** GitHub, which signs a token for each job. */
async function github() {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const { issuer, audiences } = federatedCredential('staging')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'github', alg: 'RS256', use: 'sig' }
  const elsewhere = globalThis.fetch
  vi.stubGlobal('fetch', async (input: string | URL | Request, init?: RequestInit) => {
    const { origin, pathname } = new URL(new Request(input).url)
    if (origin !== issuer) return elsewhere(input, init)
    return Response.json(
      pathname.endsWith('/keys') ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/keys` },
    )
  })
  return (environment: string) =>
    new SignJWT({ sub: `repo:${REPOSITORY}:environment:${environment}` })
      .setProtectedHeader({ alg: 'RS256', kid: 'github' })
      .setIssuer(issuer)
      .setAudience(audiences)
      .setExpirationTime('5 minutes')
      .sign(privateKey)
}

let entra: Entra
let tokenOfJob: (environment: string) => Promise<string>
let pipeline: { appId: string; principalId: string }
let folder: string

/** What `azure/login` does, and `az account get-access-token`. */
async function graphToken(environment: string): Promise<{ access_token?: string; error_codes?: number[] }> {
  const answer = await fetch(`${AUTHORITY}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: pipeline.appId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await tokenOfJob(environment),
      scope: 'https://graph.microsoft.com/.default',
    }),
  })
  return (await answer.json()) as Awaited<ReturnType<typeof graphToken>>
}

const app = () => registered(entra, 'Entryway (staging)')[0]

beforeEach(async () => {
  tokenOfJob = await github()
  onTestFinished(() => {
    vi.unstubAllGlobals()
  })
  entra = await serveEntra()
  asPublicCloud(entra)
  folder = newFolder()
  const registering = ['--yes', '--tenant', contoso.id, '--env', 'staging', '--redirect-uri', REDIRECT_URI]
  const { exitCode, stderr } = await runForJson([...registering, '--dev-vars', join(folder, 'first')])
  expect(exitCode, stderr).toBe(0)

  const graph = await asOperator(entra.emulator, nestor)
  const { json } = await graph('POST', '/applications', { displayName: 'Entryway pipeline' })
  const appId = String(json.appId)
  const principal = await graph('POST', '/servicePrincipals', { appId })
  pipeline = { appId, principalId: String(principal.json.id) }
  const added = await graph(
    'POST',
    `/applications/${json.id}/federatedIdentityCredentials`,
    federatedCredential('staging'),
  )
  expect(added.status).toBe(201)
  entra.emulator.state.applicationPermissions.set(appId, ['Application.ReadWrite.OwnedBy'])
  app()?.owners.push(pipeline.principalId)
})

/** With the arguments of the page, for this app. */
async function rotate() {
  const [command = ''] = commands('npm run register').filter((each) => each.includes('--rotate'))
  const argv = argvOf(command)
  argv[argv.indexOf('--client-id') + 1] = app()?.clientId ?? ''
  argv[argv.indexOf('--dev-vars') + 1] = join(folder, 'rotated.vars')
  const given = join(folder, 'given.json')
  const write = `require('node:fs').writeFileSync(${JSON.stringify(given)}, require('node:fs').readFileSync(0))`
  const environment = { GRAPH_TOKEN: String((await graphToken('staging')).access_token) }
  const run = await runForJson(argv, {
    operator: null,
    environment,
    wrangler: [process.execPath, '-e', write, '--'],
  })
  return { ...run, told: () => JSON.parse(readFileSync(given, 'utf8')) as Record<string, string> }
}

test('the rotation adds a secret to the app that the pipeline owns, and gives the Worker nothing else', async () => {
  const { exitCode, stderr, told } = await rotate()
  expect(exitCode, stderr).toBe(0)
  expect(app()?.secrets).toHaveLength(2)
  expect(told()).toEqual({
    CLIENT_SECRET: app()?.secrets.at(-1)?.value,
    CLIENT_SECRET_EXPIRES: expect.any(String),
  })
})

test('the rotation of an app that the pipeline does not own says which command makes it an owner', async () => {
  const own = app()
  if (own) own.owners = own.owners.filter((owner) => owner !== pipeline.principalId)
  const { exitCode, report } = await rotate()
  expect([exitCode, report.error?.next]).toEqual([4, expect.stringContaining('az ad app owner add --id')])
  expect(app()?.secrets).toHaveLength(1)
})

test('the doctor reads the registration, and finds nothing to fix', async () => {
  const [command = ''] = commands('npm run doctor').filter((each) => each.includes('--strict'))
  const config = join(folder, 'wrangler.toml')
  writeFileSync(config, wranglerToml(ROOT))
  const { output, error, exitCode } = await doctor([...argvOf(command), '--config', config], {
    environment: {
      AUTHORITY,
      CLIENT_ID: app()?.clientId ?? '',
      REDIRECT_URI,
      GRAPH_TOKEN: String((await graphToken('staging')).access_token),
    },
    paper: { columns: 100, colors: false },
    now: Date.now,
  })
  expect([exitCode, error], output).toEqual([0, ''])
  expect(output).toMatch(/pass {2}\S.*expires/i)
})

test('a job of another environment gets no token', async () => {
  expect(await graphToken('production')).toMatchObject({ error_codes: [700213] })
})
