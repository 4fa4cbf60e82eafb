// The local Entra that every contender signs in at: the same one, with a distance and a membership that can be set.
import { setTimeout as delay } from 'node:timers/promises'
import { decodeJwt, SignJWT } from 'jose'
import { createEmulator } from '../emulator/index.ts'
import { entryway } from '../emulator/seed.ts'
import { ORIGIN } from './visitor.ts'

export type Entra = Awaited<ReturnType<typeof createEntra>>

export async function createEntra(redirectUris: string[]) {
  const emulator = await createEmulator({ appOrigin: ORIGIN })
  emulator.state.apps = [{ ...entryway, redirectUris }]
  const entra = {
    /** Of every request that a Worker makes. */
    delayMilliseconds: 0,
    /** Names to put into ID tokens as app roles and as groups. */
    memberships: [] as string[],
    /** A browser's request. */
    fetch: (request: Request) => emulator.fetch(request),
    /** A Worker's request. */
    async answerWorker(request: Request): Promise<Response> {
      if (entra.delayMilliseconds > 0) await delay(entra.delayMilliseconds)
      const answer = await emulator.fetch(request)
      const isToken = request.url.endsWith('/oauth2/v2.0/token') && answer.ok
      return isToken && entra.memberships.length > 0 ? Response.json(await withMemberships(answer)) : answer
    },
  }

  /** The emulator's people are in no group, so the ID token is made anew with Entra's own key. */
  async function withMemberships(answer: Response) {
    const json = (await answer.json()) as { id_token: string }
    const [key] = emulator.state.keys.published
    if (!key) throw new Error('the emulator has no key')
    const claims = { ...decodeJwt(json.id_token), roles: entra.memberships, groups: entra.memberships }
    const header = { typ: 'JWT', alg: 'RS256', kid: key.kid }
    return { ...json, id_token: await new SignJWT(claims).setProtectedHeader(header).sign(key.privateKey) }
  }
  return entra
}
