// Answers of Entra and of APIs, changed on their way to the app.
import { decodeJwt, SignJWT } from 'jose'
import type { TestApp } from './app.ts'

export type Json = Record<string, unknown>

export const isTokenRequest = ({ url }: Request) => url.endsWith('/oauth2/v2.0/token')

/** Changes the JSON of every token answer, until the next change. */
export function changeTokenAnswers(app: TestApp, change: (json: Json) => Json | Promise<Json>): void {
  app.intercept = async (request) => {
    if (!isTokenRequest(request)) return null
    const answer = await app.emulator.fetch(request)
    return answer.ok ? Response.json(await change(await answer.json())) : answer
  }
}

/** Makes Entra refuse every token request with this JSON. */
export function refuseTokens(app: TestApp, json: Json, status = 400): void {
  app.intercept = (request) => (isTokenRequest(request) ? Response.json(json, { status }) : null)
}

/** Changes claims of the ID token and signs it with Entra's own key; undefined takes a claim away. */
export function changeClaims(app: TestApp, change: Json): void {
  changeTokenAnswers(app, async (json) => {
    const claims = { ...decodeJwt(String(json.id_token)), ...change }
    return { ...json, id_token: await signAsEntra(app, claims) }
  })
}

function signAsEntra(app: TestApp, claims: Json): Promise<string> {
  const [key] = app.emulator.state.keys.published
  if (!key) throw new Error('the emulator has no key')
  return new SignJWT(claims)
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: key.kid })
    .sign(key.privateKey)
}

/** Answers the app's requests to Graph (or another API) with this, and keeps what was asked. */
export function answerApi(app: TestApp, path: string, answer: () => Response): Request[] {
  const asked: Request[] = []
  app.intercept = (request) => {
    if (new URL(request.url).pathname !== path) return null
    asked.push(request)
    return answer()
  }
  return asked
}
