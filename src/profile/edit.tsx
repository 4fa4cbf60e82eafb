// Editing the profile: the form, what was typed validated, and what Graph makes of it.
import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import {
  type Entryway,
  EntrywayError,
  type ErrorCode,
  formOwner,
  type Identity,
  type Session,
  SignInRequired,
  wantsHtml,
} from '../entryway/index.ts'
import { accountKind } from '../ui/account-kind.ts'
import { ProfileEditPage, ProfileElsewherePage, SIGN_IN_FIRST, WRONG_ACCOUNT } from './edit-page.tsx'
import {
  type EditProblem,
  editableFields,
  type FieldName,
  type FieldValues,
  readForm,
  typedFields,
  validate,
  valuesOf,
} from './fields.ts'
import { ensureEditConsent, getOwnFields, MASTERED_ELSEWHERE, updateProfile } from './graph.ts'

const HEAD = { title: 'Edit profile' }

/** Asks for consent last, so that users who can't change anything aren't asked. */
export async function editProfile(c: Context, auth: Entryway<Env>, session: Session): Promise<Response> {
  const kind = accountKind(auth.settings(c), session.identity)
  if (kind === 'personal') return c.render(<ProfileElsewherePage why="personal" />, HEAD)
  const names = editableFields(kind)
  const { profile, isGuest, isSynced } = await getOwnFields(session, names)
  if (isGuest || isSynced) return c.render(<ProfileElsewherePage why={isGuest ? 'guest' : 'synced'} />, HEAD)
  await ensureEditConsent(session)
  const values = valuesOf(profile, names)
  return c.render(<ProfileEditPage {...{ values, problem: null, ...formOf(c, session) }} />, HEAD)
}

/** Whose it is, in words and as the form says it. */
function formOf(c: Context, session: Session) {
  return { identity: session.identity, owner: formOwner(c, session) }
}

/** If the session has expired, the form is shown again with the user's input. */
export async function saveProfile(
  c: Context,
  auth: Entryway<Env>,
  session: Session | null,
): Promise<Response> {
  const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  const owner = String(form.form)
  // The form still belongs to the user it was shown to.
  const answer = (sentence: Child, status: 401 | 422, identity: Identity | null = null) => {
    const problem = { field: null, sentence }
    c.status(status)
    const page = <ProfileEditPage {...{ values: typedFields(form), problem, identity, owner }} />
    return c.render(page, { ...HEAD, hasProblem: true })
  }
  if (session && owner !== formOwner(c, session)) {
    auth.log(c)('error', { code: 'wrong_account' })
    return answer(WRONG_ACCOUNT, 422)
  }
  try {
    if (!session) throw new SignInRequired()
    const kind = accountKind(auth.settings(c), session.identity)
    if (kind === 'personal') {
      c.status(422)
      return c.render(<ProfileElsewherePage why="personal" />, HEAD)
    }
    return await saveForm(c, session, form, editableFields(kind))
  } catch (error) {
    const sentence = error instanceof EntrywayError ? sentenceOf(error) : undefined
    if (!(error instanceof EntrywayError) || !sentence || !wantsHtml(c)) throw error
    auth.log(c).error(error)
    return answer(sentence, sentence === SIGN_IN_FIRST ? 401 : 422, session?.identity ?? null)
  }
}

/** Sends only what has changed: an unchanged field may be one that the tenant's policy locks. */
async function saveForm(
  c: Context,
  session: Session,
  form: Record<string, unknown>,
  names: FieldName[],
): Promise<Response> {
  await ensureEditConsent(session)
  const current = valuesOf((await getOwnFields(session, names)).profile, names)
  const typed: FieldValues = readForm(form, current)
  const problem = validate(typed)
  if (problem) {
    c.status(422)
    const page = <ProfileEditPage {...{ values: typed, problem, ...formOf(c, session) }} />
    return c.render(page, { ...HEAD, hasProblem: true })
  }

  const changed = names.filter((name) => typed[name] !== current[name])
  // Graph takes null, not an empty text, for "none".
  const change = Object.fromEntries(changed.map((name) => [name, typed[name] || null]))
  if (changed.length > 0) await updateProfile(session, change)
  return c.redirect(changed.length > 0 ? '/profile?saved' : '/profile', 303)
}

function sentenceOf({ code, context }: EntrywayError): EditProblem['sentence'] | undefined {
  return context.reason === MASTERED_ELSEWHERE ? MASTERED : SENTENCES[code]
}

const MASTERED =
  'Your profile comes from your organization’s own directory, or from another service. It can only be changed there.'

/** Errors that the user can fix are shown with the form and its input. The others have their own pages. */
const SENTENCES: Partial<Record<ErrorCode, EditProblem['sentence']>> = {
  session_missing: SIGN_IN_FIRST,
  consent_needed: SIGN_IN_FIRST,
  entra_unavailable: 'Microsoft couldn’t be reached. Your changes are still here. Save again in a moment.',
  api_forbidden:
    'Your organization doesn’t let you change this. Ask an administrator to change it, or to allow it.',
  api_bad_request: 'Microsoft Graph didn’t accept one of the values.',
  api_busy: 'Too many requests to Microsoft Graph. Wait a moment, then save again.',
  api_failed: 'Microsoft Graph failed. Your changes are still here. Save again in a moment.',
  api_timed_out:
    'Microsoft Graph took too long. Your changes may have been saved. Check your profile before you save again.',
}
