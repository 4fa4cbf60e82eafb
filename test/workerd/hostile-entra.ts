// An Entra that lies: ID tokens with one fault, and documents that are not Entra's own.
import { CompactSign, decodeJwt, decodeProtectedHeader } from 'jose'
import type { SigningKey } from '../../emulator/state/signing-keys.ts'
import type { TestApp } from './app.ts'
import { changeTokenAnswers, type Json } from './changed-answers.ts'

export type RealIdToken = { claims: Json; header: Json; key: SigningKey; accessToken: string }

/** The key that Entra signed this token with; personal accounts have one of their own. */
function entraKey(app: TestApp, kid: unknown): SigningKey {
  const { published, personal } = app.emulator.state.keys
  const key = [...published, ...personal].find((each) => each.kid === kid)
  if (!key) throw new Error('the emulator has no such key')
  return key
}

/** A compact JWS over any JSON value, or over bytes as they are. */
export function sign(payload: unknown, header: Json, key: CryptoKey | Uint8Array): Promise<string> {
  const bytes = payload instanceof Uint8Array ? payload : new TextEncoder().encode(JSON.stringify(payload))
  return new CompactSign(bytes).setProtectedHeader({ alg: 'RS256', ...header }).sign(key)
}

/** Puts another ID token in place of every real one. */
export function forgeIdTokens(app: TestApp, forge: (real: RealIdToken) => unknown): void {
  changeTokenAnswers(app, async (tokens) => {
    const idToken = String(tokens.id_token)
    const [claims, header] = [decodeJwt(idToken), decodeProtectedHeader(idToken)]
    const real = { claims, header, key: entraKey(app, header.kid), accessToken: String(tokens.access_token) }
    return { ...tokens, id_token: await forge(real) }
  })
}

/** Puts other claims in every ID token, signed with Entra's own key; undefined takes a claim away. */
export function forgeClaims(app: TestApp, change: (claims: Json) => unknown): void {
  forgeIdTokens(app, ({ claims, header, key }) => sign(change(claims), header, key.privateKey))
}

/** Changes one of Entra's documents, or answers something else in its place. */
export function changeDocument(
  app: TestApp,
  ending: '/openid-configuration' | '/discovery/v2.0/keys',
  change: (real: Json) => Response | unknown,
): void {
  const others = app.intercept
  app.intercept = async (request) => {
    if (!new URL(request.url).pathname.endsWith(ending)) return others(request)
    const real: Json = await ((await others(request)) ?? (await app.emulator.fetch(request))).json()
    const changed = await change(real)
    return changed instanceof Response ? changed : Response.json(changed)
  }
}
