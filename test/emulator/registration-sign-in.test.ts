// What is registered through Microsoft Graph is real: people can sign in to it at once.
import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { createEmulator } from '../../emulator/index.ts'
import { contoso, nestor } from '../../emulator/seed.ts'
import { codeFor, redeem } from '../support/entra-client.ts'
import { asOperator } from '../support/operator.ts'

const redirectUri = 'http://localhost:8787/getAToken'

test('an app registered from nothing signs a person in with its own secret', async () => {
  const emulator = await createEmulator()
  const graph = await asOperator(emulator)
  const application = await graph('POST', '/applications', {
    displayName: 'Wide World Importers',
    signInAudience: 'AzureADMyOrg',
    web: { redirectUris: [redirectUri] },
    optionalClaims: { idToken: [{ name: 'sid' }, { name: 'login_hint' }, { name: 'xms_edov' }] },
  })
  expect(application.status).toBe(201)
  const { id, appId } = application.json as { id: string; appId: string }
  const password = await graph('POST', `/applications/${id}/addPassword`, {
    passwordCredential: { displayName: 'Entryway' },
  })
  expect(password.status).toBe(200)
  const principal = await graph('POST', '/servicePrincipals', { appId })
  expect(principal.status).toBe(201)
  const graphPrincipal = await graph(
    'GET',
    "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')?$select=id,oauth2PermissionScopes",
  )
  const grant = await graph('POST', '/oauth2PermissionGrants', {
    clientId: principal.json.id,
    consentType: 'AllPrincipals',
    principalId: null,
    resourceId: graphPrincipal.json.id,
    scope: 'openid profile offline_access User.Read',
  })
  expect(grant.status).toBe(201)

  const code = await codeFor(emulator, { client_id: appId })
  const { json } = await redeem(emulator, code, {
    client_id: appId,
    client_secret: String(password.json.secretText),
  })
  expect(decodeJwt(String(json.id_token))).toMatchObject({
    aud: appId,
    tid: contoso.id,
    sid: expect.any(String),
    login_hint: expect.any(String),
    xms_edov: true,
  })
  expect(nestor.roles).toEqual(['Global Administrator'])
})
