// Microsoft Graph: the signed-in person's profile and photo.
import { accessTokenFor, withAccessToken } from '../entryway/access-token.ts'
import { metadataOf } from '../entryway/entra-client.ts'
import { Refusal } from '../entryway/errors/errors.ts'
import { getJson, getStream, patchJson } from '../entryway/http/api.ts'
import type { AppContext } from '../entryway/http/request.ts'
import type { Session } from '../entryway/session/session.ts'

const PROFILE_SCOPES = ['User.Read']
/** Asked for only by the page that edits: consent to it is another question than consent to sign in. */
const EDIT_SCOPES = ['User.ReadWrite']
const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp']

export type Photo = { type: string; body: ReadableStream }

/** `GET /v1.0/me`. Source: Microsoft Graph, "Get user". Throws as `accessTokenFor` and `getJson` do. */
export function getProfile(c: AppContext, session: Session): Promise<Record<string, unknown>> {
  return readProfile(c, session, PROFILE_SCOPES)
}

/** The profile for editing. Throws as `getProfile`, and `SignInRequired` until the person has consented to editing. */
export function getEditableProfile(c: AppContext, session: Session): Promise<Record<string, unknown>> {
  return readProfile(c, session, EDIT_SCOPES)
}

/** `PATCH /v1.0/me` with what has changed. Source: Microsoft Graph, "Update user". Throws as `getEditableProfile`. */
export async function updateProfile(
  c: AppContext,
  session: Session,
  change: Record<string, string | null>,
): Promise<void> {
  const url = await graphUrl(c, session, '/me')
  await withAccessToken(c, session, EDIT_SCOPES, (token) => patchJson(url, token, change))
}

async function readProfile(
  c: AppContext,
  session: Session,
  scopes: string[],
): Promise<Record<string, unknown>> {
  const url = await graphUrl(c, session, '/me')
  const { json } = await withAccessToken(c, session, scopes, (token) => getJson(url, token))
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new Refusal('api_failed', { reason: 'not_an_object' })
  }
  return Object.fromEntries(Object.entries(json))
}

/** `GET /v1.0/me/photo/$value`; null where there is none. Source: Microsoft Graph, "Get profilePhoto". */
export async function getPhoto(c: AppContext, session: Session): Promise<Photo | null> {
  const url = await graphUrl(c, session, '/me/photo/$value')
  const response = await getStream(url, await accessTokenFor(c, session, PROFILE_SCOPES), 'image/*')
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  // Only pictures: another type would be shown as a page of this app.
  if (response.status === 200 && response.body && PHOTO_TYPES.includes(type))
    return { type, body: response.body }
  await response.body?.cancel()
  return null
}

/** The address of a Graph resource in the cloud of the authority. */
export async function graphUrl(c: AppContext, { record }: Session, path: string): Promise<string> {
  const graphOrigin = record.graphOrigin ?? (await metadataOf(c)).graphOrigin
  return `${graphOrigin}/v1.0${path}`
}
