// Editing the profile: the form, what was typed validated, and what Graph makes of it.
import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import {
  type Entryway,
  EntrywayError,
  type ErrorCode,
  formOwner,
  type Identity,
  isPersonalAccount,
  type Session,
  SignInRequired,
  wantsHtml,
} from '../entryway/index.ts'
import {
  type EditProblem,
  PROFILE_FIELDS,
  ProfileEditPage,
  type ProfileFieldName,
  type ProfileFields,
  SIGN_IN_FIRST,
  WRONG_ACCOUNT,
} from './edit-page.tsx'
import { getEditableProfile, MASTERED_ELSEWHERE, updateProfile } from './graph.ts'

export async function editProfile(c: Context, session: Session): Promise<Response> {
  const values = fieldsOf(await getEditableProfile(session), session)
  return c.html(<ProfileEditPage {...{ values, problem: null, ...formOf(c, session) }} />)
}

/** Whose it is, in words and as the form says it. */
function formOf(c: Context, session: Session) {
  return { identity: session.identity, owner: formOwner(c, session) }
}

/** What was typed outlives a session: a person gets the form again as they sent it. */
export async function saveProfile(
  c: Context,
  auth: Entryway<Env>,
  session: Session | null,
): Promise<Response> {
  const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  const owner = String(form.form)
  // It stays the form of whom it was shown to, and waits for them.
  const answer = (sentence: Child, status: 401 | 422, identity: Identity | null = null) => {
    const problem = { field: null, sentence }
    return c.html(<ProfileEditPage {...{ values: fieldsOf(form, null), problem, identity, owner }} />, status)
  }
  if (session && owner !== formOwner(c, session)) {
    auth.log(c)('error', { code: 'wrong_account' })
    return answer(WRONG_ACCOUNT, 422)
  }
  try {
    if (session) return await saveForm(c, session, form)
    throw new SignInRequired()
  } catch (error) {
    const sentence = error instanceof EntrywayError ? sentenceOf(error, session) : undefined
    if (!(error instanceof EntrywayError) || !sentence || !wantsHtml(c)) throw error
    auth.log(c).error(error)
    return answer(sentence, sentence === SIGN_IN_FIRST ? 401 : 422, session?.identity ?? null)
  }
}

/** Sends only what has changed: an unchanged field may be one that the tenant's policy locks. */
async function saveForm(c: Context, session: Session, form: Record<string, unknown>): Promise<Response> {
  const current = fieldsOf(await getEditableProfile(session), session)
  const typed = readForm(form, current)
  const problem = validate(typed)
  const refuse = (problem: EditProblem) =>
    c.html(<ProfileEditPage {...{ values: typed, problem, ...formOf(c, session) }} />, 422)
  if (problem) return refuse(problem)

  const changed = PROFILE_FIELDS.filter(({ name }) => typed[name] !== current[name])
  // Graph takes null, not an empty text, for "none".
  const change = Object.fromEntries(changed.map(({ name }) => [name, typed[name] || null]))
  if (changed.length > 0) await updateProfile(session, change)
  return c.redirect(changed.length > 0 ? '/profile?saved' : '/profile', 303)
}

function sentenceOf(
  { code, context }: EntrywayError,
  session: Session | null,
): EditProblem['sentence'] | undefined {
  if (context.reason === MASTERED_ELSEWHERE) return MASTERED
  const isPersonal = session !== null && isPersonalAccount(session.identity)
  return code === 'api_forbidden' && isPersonal ? PERSONAL : SENTENCES[code]
}

const MASTERED =
  'Your profile comes from your organization’s own directory, or from another service. It has to be changed there.'
const PERSONAL = 'A personal account’s profile can be changed at account.microsoft.com only.'

/** What the person can do something about stands beside the form, with what they typed; the rest has pages of its own. */
const SENTENCES: Partial<Record<ErrorCode, EditProblem['sentence']>> = {
  session_missing: SIGN_IN_FIRST,
  consent_needed: SIGN_IN_FIRST,
  entra_unavailable: 'Microsoft could not be reached. Nothing was lost; save again in a moment.',
  api_forbidden: 'Your organization does not let you change this. An administrator can, or can allow it.',
  api_bad_request: 'Microsoft Graph did not accept one of the values.',
  api_busy: 'Microsoft Graph asks to slow down. Wait a moment and save again.',
  api_failed: 'Microsoft Graph failed. Nothing was lost; save again in a moment.',
  api_timed_out:
    'Microsoft Graph took too long. Look at your profile before you save again: it may have been changed.',
}

/** The fields that this directory has, as texts. */
function fieldsOf(profile: Record<string, unknown>, session: Session | null): ProfileFields {
  // Graph says null of a personal account's, which cannot have one.
  const isPersonal = session !== null && isPersonalAccount(session.identity)
  const has = (name: string) => Object.hasOwn(profile, name) && !(isPersonal && name === 'jobTitle')
  return Object.fromEntries(
    PROFILE_FIELDS.filter(({ name }) => has(name)).map(({ name }) => {
      const value = profile[name]
      return [name, typeof value === 'string' ? value : '']
    }),
  )
}

/** A field that the form lacks keeps its value; one that the directory lacks stays out. */
function readForm(form: Record<string, unknown>, current: ProfileFields): ProfileFields {
  const names = Object.keys(current) as ProfileFieldName[]
  return Object.fromEntries(
    names.map((name) => {
      const value = Object.hasOwn(form, name) ? form[name] : current[name]
      return [name, typeof value === 'string' ? value.trim() : '']
    }),
  )
}

function validate(typed: ProfileFields): EditProblem | null {
  for (const { name, label, most, required } of PROFILE_FIELDS) {
    const value = typed[name]
    if (value === undefined) continue
    if (required && value === '') return { field: name, sentence: `${label} must not be empty.` }
    if (value.length > most) return { field: name, sentence: `${label} can have ${most} characters at most.` }
    if (/\p{Cc}/u.test(value))
      return { field: name, sentence: `${label} has a character that cannot be shown.` }
  }
  return null
}
