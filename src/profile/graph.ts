// Microsoft Graph: the signed-in user's profile and photo.
import { EntrywayError, fetchApi, type Session, streamApi, throwUnlessOk } from '../entryway/index.ts'

const PROFILE_SCOPES = ['User.Read']
/** Asked for only by the page that edits: consent to it is another question than consent to sign in. */
const EDIT_SCOPES = [...PROFILE_SCOPES, 'User.ReadWrite']
const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp']

const API = 'Microsoft Graph'

/** Graph's words for somebody whose profile is synced (test/recorded/graph.json, patch-me-synced); it has no code for it. */
const KEPT_ELSEWHERE = /on-premises mastered Directory Sync|originated within an external service/
const MASTERED = {
  title: 'Your profile can’t be changed here',
  text: 'It comes from your organization’s own directory, or from another service. It can only be changed there.',
}

type Photo = { type: string; body: ReadableStream }

/**
 * The fields for a form, and what keeps them from being changed here. Needs no consent to editing. Throws as `getProfile`.
 * Guests are told by their user principal name (test/recorded/graph.json, me-guest).
 */
export async function getOwnFields(
  session: Session,
  names: string[],
): Promise<{ profile: Record<string, unknown>; isGuest: boolean; isSynced: boolean }> {
  const select = [...names, 'userPrincipalName', 'onPremisesSyncEnabled'].join(',')
  const profile = await getProfile(session, `/me?$select=${select}`)
  return {
    profile,
    isGuest: String(profile.userPrincipalName).includes('#EXT#'),
    isSynced: profile.onPremisesSyncEnabled === true,
  }
}

/** @throws {SignInRequired} until the user has consented to editing */
export async function ensureEditConsent(session: Session): Promise<void> {
  await session.accessToken(EDIT_SCOPES)
}

/** `PATCH /v1.0/me` with what has changed. Source: Microsoft Graph, "Update user". Throws as `Session.fetchJson`. */
export async function updateProfile(session: Session, change: Record<string, string | null>): Promise<void> {
  const url = session.graphUrl('/me')
  await session.withAccessToken(EDIT_SCOPES, async (token) => {
    const answer = await fetchApi(url, token, { method: 'PATCH', json: change })
    if (answer.status === 400 && KEPT_ELSEWHERE.test(answer.text)) {
      throw new EntrywayError('api_forbidden', { reason: 'mastered_elsewhere', api: API, message: MASTERED })
    }
    throwUnlessOk(answer, API)
  })
}

/** `GET /v1.0/me`. Source: Microsoft Graph, "Get user". Throws as `Session.fetchJson`. */
export async function getProfile(session: Session, path = '/me'): Promise<Record<string, unknown>> {
  const json = await session.fetchJson(path, PROFILE_SCOPES)
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new EntrywayError('api_failed', { reason: 'not_an_object', api: API })
  }
  return Object.fromEntries(Object.entries(json))
}

/**
 * `GET /v1.0/me/photo/$value`; null where there is none. A guest is refused with 401 (test/recorded/graph.json, photo-guest),
 * which is no reason to renew the token. Source: Microsoft Graph, "Get profilePhoto".
 */
export async function getPhoto(session: Session): Promise<Photo | null> {
  const token = await session.accessToken(PROFILE_SCOPES)
  const url = session.graphUrl('/me/photo/$value')
  const response = await streamApi(url, token, { headers: { accept: 'image/*' } })
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  // Only pictures: another type would be shown as a page of this app.
  if (response.status === 200 && response.body && PHOTO_TYPES.includes(type))
    return { type, body: response.body }
  await response.body?.cancel()
  return null
}
