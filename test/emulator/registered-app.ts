// An app that an administrator registered through Microsoft Graph, ready to sign in to; for tests of registration.
import type { Directory } from '../support/operator.ts'
import type { Credential } from './credential.ts'

export const redirectUri = 'http://localhost:8787/getAToken'

export const microsoftGraph = '00000003-0000-0000-c000-000000000000'
export const azureDevOps = '499b84ac-1321-427f-aa17-267ca6975798'

export type RegisteredApp = {
  id: string
  appId: string
  /** In the list of the directory, and in paths. */
  path: string
  principalId: string
}

/** The application and its service principal. */
export async function registerApp(graph: Directory, settings: object = {}): Promise<RegisteredApp> {
  const { json } = await graph('POST', '/applications', {
    displayName: 'Wide World Importers',
    web: { redirectUris: [redirectUri] },
    ...settings,
  })
  const { id, appId } = json as { id: string; appId: string }
  const principal = await graph('POST', '/servicePrincipals', { appId })
  return { id, appId, path: `/applications/${id}`, principalId: String(principal.json.id) }
}

export async function addSecret(graph: Directory, { path }: RegisteredApp, passwordCredential = {}) {
  const { json } = await graph('POST', `${path}/addPassword`, { passwordCredential })
  return json as { keyId: string; secretText: string; endDateTime: string }
}

/** A certificate as Graph takes it. */
export const keyOf = ({ pem }: Credential) => ({
  type: 'AsymmetricX509Cert',
  usage: 'Verify',
  key: pem.replace(/-----[^-]+-----|\s/g, ''),
})
