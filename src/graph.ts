// Microsoft Graph: the signed-in person's profile and photo.
import { accessTokenFor } from './access-token.ts'
import { getJson, getStream, type JsonAnswer } from './api.ts'
import { loadMetadata } from './entra/metadata.ts'
import { Refusal } from './errors.ts'
import type { AppContext } from './request.ts'
import type { Session } from './session/session.ts'

const PROFILE_SCOPES = ['User.Read']
const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp']

export type Photo = { type: string; body: ReadableStream }

/** `GET /v1.0/me`. Source: Microsoft Graph, "Get user". Throws as `accessTokenFor` and `getJson` do. */
export async function getProfile(c: AppContext, session: Session): Promise<Record<string, unknown>> {
  const { json }: JsonAnswer = await getJson(
    await graphUrl(c, '/me'),
    await accessTokenFor(c, session, PROFILE_SCOPES),
  )
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new Refusal('api_failed', { reason: 'not_an_object' })
  }
  return Object.fromEntries(Object.entries(json))
}

/** `GET /v1.0/me/photo/$value`; null where there is none. Source: Microsoft Graph, "Get profilePhoto". */
export async function getPhoto(c: AppContext, session: Session): Promise<Photo | null> {
  const url = await graphUrl(c, '/me/photo/$value')
  const response = await getStream(url, await accessTokenFor(c, session, PROFILE_SCOPES), 'image/*')
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  // Only pictures: another type would be shown as a page of this app.
  if (response.status === 200 && response.body && PHOTO_TYPES.includes(type))
    return { type, body: response.body }
  await response.body?.cancel()
  return null
}

/** The address of a Graph resource in the cloud of the authority. */
export async function graphUrl(c: AppContext, path: string): Promise<string> {
  const { graphOrigin } = await loadMetadata(c.var.settings.authority, Date.now())
  return `${graphOrigin}/v1.0${path}`
}
