// Microsoft Graph: the signed-in user's profile and photo.
import { callApi, EntrywayError, type Session, throwUnlessOk } from '../entryway/index.ts'

const PROFILE_SCOPES = ['User.Read']
/** Asked for only by the page that edits: consent to it is another question than consent to sign in. */
const EDIT_SCOPES = ['User.ReadWrite']
const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp']

const API = 'Microsoft Graph'

/** Graph's words for somebody whose profile is synced (test/recorded/graph.json, patch-me-synced); it has no code for it. */
const KEPT_ELSEWHERE = /on-premises mastered Directory Sync|originated within an external service/
export const MASTERED_ELSEWHERE = 'mastered_elsewhere'

export type Photo = { type: string; body: ReadableStream }

/** `GET /v1.0/me`. Source: Microsoft Graph, "Get user". Throws as `Session.fetchJson`. */
export function getProfile(session: Session): Promise<Record<string, unknown>> {
  return readProfile(session, PROFILE_SCOPES)
}

/** The profile for editing. Throws as `getProfile`, and `SignInRequired` until the user has consented to editing. */
export function getEditableProfile(session: Session): Promise<Record<string, unknown>> {
  return readProfile(session, EDIT_SCOPES)
}

/** `PATCH /v1.0/me` with what has changed. Source: Microsoft Graph, "Update user". Throws as `getEditableProfile`. */
export async function updateProfile(session: Session, change: Record<string, string | null>): Promise<void> {
  const url = await session.graphUrl('/me')
  await session.withAccessToken(EDIT_SCOPES, async (token) => {
    const answer = await callApi(url, token, { method: 'PATCH', json: change })
    if (answer.status === 400 && KEPT_ELSEWHERE.test(answer.text)) {
      throw new EntrywayError('api_forbidden', { reason: MASTERED_ELSEWHERE, api: API })
    }
    throwUnlessOk(answer, API)
  })
}

async function readProfile(session: Session, scopes: string[]): Promise<Record<string, unknown>> {
  const json = await session.fetchJson('/me', scopes)
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new EntrywayError('api_failed', { reason: 'not_an_object', api: API })
  }
  return Object.fromEntries(Object.entries(json))
}

/** `GET /v1.0/me/photo/$value`; null where there is none. Source: Microsoft Graph, "Get profilePhoto". */
export async function getPhoto(session: Session): Promise<Photo | null> {
  const response = await session.fetch('/me/photo/$value', PROFILE_SCOPES, { headers: { accept: 'image/*' } })
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  // Only pictures: another type would be shown as a page of this app.
  if (response.status === 200 && response.body && PHOTO_TYPES.includes(type))
    return { type, body: response.body }
  await response.body?.cancel()
  return null
}
