// An administrator with a command-line tool: signs in by device code, and calls Microsoft Graph.
import type { Emulator } from '../../emulator/index.ts'
import { entryway, graphCommandLine, nestor } from '../../emulator/seed.ts'
import { EntraBrowser } from './entra-browser.ts'
import { postTo, postToken, redeemAsApp } from './entra-client.ts'

export const operatorScopes = [
  'User.Read',
  'Application.ReadWrite.All',
  'DelegatedPermissionGrant.ReadWrite.All',
  'Directory.Read.All',
  'EventListener.ReadWrite.All',
  'Policy.ReadWrite.AuthenticationMethod',
]

type Json = Record<string, unknown>

export type GraphAnswer = { status: number; headers: Headers; json: Json }

const host = 'https://login.microsoftonline.com'

export type Operator = { tenantId: string; profile: { userPrincipalName: string } }

/** Enters the code in a browser, picks the person and accepts; gives the answer of the token endpoint. */
export async function operatorTokens(
  emulator: Emulator,
  { tenantId, profile }: Operator,
  scopes = operatorScopes,
): Promise<Json> {
  const at = `${host}/${tenantId}`
  const client = { client_id: graphCommandLine.clientId }
  const asked = { ...client, scope: scopes.join(' ') }
  const { device_code, user_code } = (await postTo(emulator, `${at}/oauth2/v2.0/devicecode`, asked)).json
  const browser = new EntraBrowser(emulator)
  const page = `${at}/oauth2/deviceauth`
  const request = String(user_code)
  await browser.post(page, { user_code: request })
  await browser.post(`${page}/login`, { request, username: profile.userPrincipalName })
  await browser.post(`${page}/consent`, { request, action: 'accept' })
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
  const polled = { ...client, grant_type, device_code: String(device_code) }
  return (await postToken(emulator, polled, at)).json
}

export type Directory = (method: string, path: string, body?: unknown) => Promise<GraphAnswer>

/** Microsoft Graph as this person, Contoso's administrator unless another is given, may use it. */
export async function asOperator(
  emulator: Emulator,
  person: Operator = nestor,
  scopes = operatorScopes,
): Promise<Directory> {
  return directoryFor(emulator, (await operatorTokens(emulator, person, scopes)).access_token)
}

/** Microsoft Graph as the app Entryway itself, with these application permissions, may use it. */
export async function asApp(emulator: Emulator, permissions: string[]): Promise<Directory> {
  emulator.state.applicationPermissions.set(entryway.clientId, permissions)
  return directoryFor(emulator, (await redeemAsApp(emulator)).json.access_token)
}

/** An administrator lets everyone in the tenant use the tool, so that their roles decide. */
export async function allowTheTool(graph: Directory): Promise<void> {
  const idOf = async (appId: string) => (await graph('GET', `/servicePrincipals(appId='${appId}')`)).json.id
  const { status } = await graph('POST', '/oauth2PermissionGrants', {
    clientId: await idOf(graphCommandLine.clientId),
    consentType: 'AllPrincipals',
    resourceId: await idOf('00000003-0000-0000-c000-000000000000'),
    scope: operatorScopes.join(' '),
  })
  if (status !== 201) throw new Error(`status ${status}`)
}

/** Microsoft Graph with this access token. */
export function directoryFor(emulator: Emulator, token: unknown): Directory {
  return async (method, path, body) => {
    const headers = new Headers({ Authorization: `Bearer ${token}` })
    if (body !== undefined) headers.set('Content-Type', 'application/json')
    const request = new Request(
      path.startsWith('https:') ? path : `https://graph.microsoft.com/v1.0${path}`,
      body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) },
    )
    const response = await emulator.fetch(request)
    const text = await response.text()
    const json = (text === '' ? {} : JSON.parse(text)) as Json
    return { status: response.status, headers: response.headers, json }
  }
}
