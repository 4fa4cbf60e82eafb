// Answers of Entra and of APIs, changed on their way to the app.
import type { TestApp } from './app.ts'

export type Json = Record<string, unknown>

export const isTokenRequest = ({ url }: Request) => url.endsWith('/oauth2/v2.0/token')

/** Changes the JSON of every token answer, until the next change; what else is intercepted stays so. */
export function changeTokenAnswers(app: TestApp, change: (json: Json) => Json | Promise<Json>): void {
  const others = app.intercept
  app.intercept = async (request) => {
    if (!isTokenRequest(request)) return others(request)
    const answer = await app.emulator.fetch(request)
    return answer.ok ? Response.json(await change(await answer.json())) : answer
  }
}

/** Makes Entra refuse every token request with this JSON. */
export function refuseTokens(app: TestApp, json: Json, status = 400): void {
  app.intercept = (request) => (isTokenRequest(request) ? Response.json(json, { status }) : null)
}

/** Keeps what the app sends to the token endpoint; Entra answers. */
export function watchTokenRequests(app: TestApp): FormData[] {
  const forms: FormData[] = []
  app.intercept = async (request) => {
    if (isTokenRequest(request)) forms.push(await request.clone().formData())
    return null
  }
  return forms
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

/** An answer that this app's own code breaks on: as a fault in it would, and no fault of the other side's. */
export function breakingAnswer(): Response {
  const headers = {
    get() {
      throw new TypeError('a fault, with a value in it')
    },
  }
  return Object.defineProperty(new Response('{}'), 'headers', { value: headers })
}
