// Samples that people arrive with, each replayed to where its documentation says that it ends. test/clients runs others.
import { base64url, decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import type { LocalEntra } from '../../emulator/local-entra/interface.ts'
import { createLocalEntra } from '../../emulator/local-entra/local-entra.ts'
import { contoso, entryway, entrywayCustomers, fourthCoffee, secret } from '../../emulator/seed.ts'
import { type Client, getJson, type Json, msalPythonFlow, post, signOut } from './replay.ts'

const CONTOSO = `https://login.microsoftonline.com/${contoso.id}`
const GRAPH_ME = 'https://graph.microsoft.com/v1.0/me'

const web: Client = { clientId: entryway.clientId, secret, redirectUri: 'http://localhost:5000/getAToken' }

let entra: LocalEntra
beforeEach(async () => {
  entra = await createLocalEntra()
})

// ms-identity-docs-code-python, flask-web-app, with the identity library.
describe('the Flask sample', () => {
  test('signs in, calls Graph with the cached token and a renewed one, and signs out', async () => {
    const browser = entra.browser()
    const { metadata, back, tokens, silent, nonce } = await msalPythonFlow(
      entra,
      browser,
      CONTOSO,
      web,
      ['User.Read'],
      'adele',
    )
    expect(back.origin + back.pathname).toBe('http://localhost:5000/getAToken')
    expect(decodeJwt(String(tokens.id_token))).toMatchObject({
      aud: web.clientId,
      nonce,
      name: 'Adele Vance',
    })
    const info = JSON.parse(new TextDecoder().decode(base64url.decode(String(tokens.client_info))))
    expect(info).toEqual({ uid: expect.any(String), utid: contoso.id })
    expect(String(tokens.scope).split(' ')).toContain('User.Read')
    expect(await getJson(entra, GRAPH_ME, tokens.access_token)).toMatchObject({ displayName: 'Adele Vance' })
    const renewed = await silent()
    expect(await getJson(entra, GRAPH_ME, renewed.access_token)).toMatchObject({ displayName: 'Adele Vance' })

    // The library reads the document without /v2.0 to sign out, and does not encode the way back.
    const { end_session_endpoint: end } = await getJson(entra, `${CONTOSO}/.well-known/openid-configuration`)
    expect(end).not.toBe(undefined)
    expect(metadata.end_session_endpoint).not.toBe(undefined)
    expect(await signOut(browser, `${end}?post_logout_redirect_uri=http://localhost:5000/getAToken`)).toMatch(
      /^http:\/\/localhost:5000\/getAToken/,
    )
  })

  test('says which scope was not granted when an administrator has to', async () => {
    const browser = entra.browser()
    const { tokens, silent } = await msalPythonFlow(entra, browser, CONTOSO, web, ['User.Read'], 'adele')
    expect(tokens.access_token).toBeTypeOf('string')
    expect(await silent(['User.Read.All'])).toMatchObject({ error: 'invalid_grant', error_codes: [65001] })
  })

  test('signs in on a device where it has no redirect URI', async () => {
    const seed = {
      tenants: [
        {
          name: 'adatum',
          people: [{ username: 'kim@adatum.onmicrosoft.com' }],
          apps: [{ displayName: 'CLI', publicClient: true }],
        },
      ],
    }
    await entra.reset(seed)
    const at = 'https://login.microsoftonline.com/adatum.onmicrosoft.com/oauth2/v2.0'
    const clientId = String(decodeJwt(await entra.mint({ app: 'CLI', person: 'kim', kind: 'id' })).aud)
    const flow = await post(entra, `${at}/devicecode`, {
      client_id: clientId,
      scope: 'openid profile offline_access User.Read',
    })
    const poll = () =>
      post(entra, `${at}/token`, {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        client_id: clientId,
        device_code: String(flow.device_code),
      })
    expect(await poll()).toMatchObject({ error: 'authorization_pending' })
    await entra.browser().approveDevice(String(flow.verification_uri), String(flow.user_code), 'kim')
    expect(await poll()).toHaveProperty('id_token')
  })
})

// azure-devops-auth-samples, PersonalAccessTokenAPIAppSample.
describe('the sample for personal access tokens', () => {
  const PATS = 'https://vssps.dev.azure.com/contoso/_apis/Tokens/Pats?api-version=6.1-preview'
  const SCOPE = ['499b84ac-1321-427f-aa17-267ca6975798/.default']

  test('lists, creates, reads, changes and revokes one, and signs out', async () => {
    const browser = entra.browser()
    const { tokens } = await msalPythonFlow(entra, browser, CONTOSO, web, SCOPE, 'adele')
    const call = async (method: string, more = '', body?: Json) => {
      const headers = { Authorization: `Bearer ${tokens.access_token}`, 'Content-Type': 'application/json' }
      const init = body ? { method, headers, body: JSON.stringify(body) } : { method, headers }
      const response = await entra.fetch(`${PATS}${more}`, init)
      const text = await response.text()
      return { status: response.status, json: text === '' ? null : JSON.parse(text) }
    }
    expect((await call('GET')).json.patTokens.length).toBeGreaterThan(0)
    const validTo = new Date(entra.clock.now() + 7 * 86_400_000).toISOString()
    const created = (
      await call('POST', '', { displayName: 'From the sample', scope: 'vso.code', validTo, allOrgs: false })
    ).json
    expect(created).toMatchObject({
      patTokenError: 'none',
      patToken: { displayName: 'From the sample', scope: 'vso.code' },
    })
    expect(created.patToken.token).toBeTypeOf('string')
    const { authorizationId } = created.patToken
    const read = await call('GET', `&authorizationId=${authorizationId}`)
    expect(read.json.patToken).toMatchObject({ authorizationId, token: null })
    const changed = await call('PUT', '', {
      authorizationId,
      displayName: 'Renamed',
      scope: 'vso.code',
      validTo,
      allOrgs: false,
    })
    expect(changed.json.patToken).toMatchObject({ displayName: 'Renamed' })
    expect(await call('DELETE', `&authorizationId=${authorizationId}`)).toEqual({ status: 204, json: null })
    expect(
      await signOut(
        browser,
        `${CONTOSO}/oauth2/v2.0/logout?post_logout_redirect_uri=http://localhost:5000/getAToken`,
      ),
    ).toMatch(/^http:\/\/localhost:5000/)
  })
})

// The External ID tutorial: the Flask sample with a ciamlogin.com authority, at port 3000.
describe('the External ID sample', () => {
  const customers: Client = {
    clientId: entrywayCustomers.clientId,
    secret,
    redirectUri: 'http://localhost:3000/getAToken',
  }

  test.each([
    ['the tenant’s own host', 'https://fourthcoffee.ciamlogin.com/fourthcoffee.onmicrosoft.com'],
    ['a custom URL domain', `https://${fourthCoffee.loginHost}/${fourthCoffee.id}`],
  ])('signs a customer in at %s, and calls Graph without asking for consent', async (_, authority) => {
    const { metadata, tokens } = await msalPythonFlow(
      entra,
      entra.browser(),
      authority,
      customers,
      ['User.Read'],
      'robin',
    )
    const issuer = `https://${fourthCoffee.id}.ciamlogin.com/${fourthCoffee.id}/v2.0`
    expect(metadata.issuer).toBe(issuer)
    expect(decodeJwt(String(tokens.id_token))).toMatchObject({ iss: issuer, tid: fourthCoffee.id })
    expect(await getJson(entra, GRAPH_ME, tokens.access_token)).toMatchObject({ displayName: 'Robin Kline' })
    expect(entra.requests.some(({ url }) => url.endsWith('/consent'))).toBe(false)
  })
})
