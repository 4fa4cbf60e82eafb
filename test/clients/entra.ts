// The local Entra that a test file's clients call, and a person at its pages.
import { readFileSync } from 'node:fs'
import { afterAll } from 'vitest'
import { serveLocalEntra } from '../../emulator/serve.ts'
import { openBrowser } from './browser.ts'
import { seedWith, TENANT_ID } from './seed.ts'

const required = (name: string): string => {
  const value = process.env[name]
  if (value) return value
  throw new Error(`${name} is not set: start these tests with npm run test:clients`)
}

export const appKey = () => readFileSync(required('APP_KEY_FILE'), 'utf8')
export const appCertificate = () => readFileSync(required('APP_CERTIFICATE_FILE'), 'utf8')

const served = await serveLocalEntra({
  port: 0,
  authorityFolder: required('AUTHORITY_FOLDER'),
  seed: seedWith(appCertificate()),
})
afterAll(() => served.close())

export const ENTRA = served.url
export const AUTHORITY = `${ENTRA}/${TENANT_ID}`
export const ISSUER = `${AUTHORITY}/v2.0`

async function control(path: string, body: unknown): Promise<Response> {
  const response = await fetch(`${ENTRA}/.local-entra${path}`, { method: 'POST', body: JSON.stringify(body) })
  if (!response.ok) throw new Error(await response.text())
  return response
}

export type Back = { method: string; url: string; form: Record<string, string> | null }

/** Signs in at an authorization request. @returns what the browser sends to the redirect URI */
export const signIn = async (url: string | URL, person = 'kim'): Promise<Back> =>
  (await control('/sign-in', { url: String(url), person })).json()

/** A token on demand: `TokenRequest` of the local Entra. */
export async function mint(request: object): Promise<string> {
  const response = await control('/tokens', { origin: ENTRA, ...request })
  return ((await response.json()) as { token: string }).token
}

export async function userinfo(accessToken: string): Promise<unknown> {
  const headers = { Authorization: `Bearer ${accessToken}` }
  return (await fetch(`${ENTRA}/oidc/userinfo`, { headers })).json()
}

/** How often the token endpoint was asked with this grant. */
export async function countGrants(grantType: string): Promise<number> {
  const answer = await fetch(`${ENTRA}/.local-entra/requests`)
  const { requests } = (await answer.json()) as { requests: { body: string | null }[] }
  return requests.filter(({ body }) => new URLSearchParams(body ?? '').get('grant_type') === grantType).length
}

export const approveDevice = (url: string, code: string, person = 'kim') =>
  control('/device', { url, code, person })

/** A browser at an app that is a fetch function: its cookies, and Entra in between. */
export function visitor(app: (request: Request) => Promise<Response> | Response) {
  const cookies = new Map<string, string>()
  const atEntra = openBrowser()
  async function visit(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (cookies.size > 0) headers.set('Cookie', [...cookies].map((pair) => pair.join('=')).join('; '))
    const response = await app(new Request(url, { ...init, headers, redirect: 'manual' }))
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const equals = pair.indexOf('=')
      const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)]
      if (value === '' || /max-age=0(;|$)|expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  /** Goes on from a redirect to Entra to the app's page after the sign-in; follows the app's own redirects. */
  async function follow(response: Response, at: string): Promise<Response> {
    const location = response.headers.get('Location')
    if (location === null) return response
    const next = new URL(location, at)
    if (next.origin !== new URL(ENTRA).origin) return follow(await visit(next.href), next.href)
    const { method, url, headers, body } = await atEntra.signIn(next)
    const init = body ? { method, headers, body: await new Response(body).text() } : { method }
    return follow(await visit(url, init), url)
  }
  return { visit, follow, signOutAtEntra: atEntra.signOut }
}
