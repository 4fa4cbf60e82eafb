// Editing the profile: the form, what was typed validated, and what Graph makes of it.
import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import {
  type Entryway,
  EntrywayError,
  formOwner,
  type Identity,
  type Session,
  SignInRequired,
} from '../entryway/index.ts'
import { accountKind } from '../ui/account-kind.ts'
import { sentencesOf } from '../ui/error-summary.tsx'
import {
  type Elsewhere,
  ProfileEditPage,
  ProfileElsewherePage,
  SIGN_IN_FIRST,
  WRONG_ACCOUNT,
} from './edit-page.tsx'
import {
  EDITABLE,
  type EditProblem,
  type FieldName,
  type FieldValues,
  typedValues,
  validate,
  valuesOf,
} from './fields.ts'
import { ensureEditConsent, getOwnFields, updateProfile } from './graph.ts'

/** Asks for consent last, so that users who can't change anything aren't asked. */
export async function editProfile(c: Context, auth: Entryway<Env>, session: Session): Promise<Response> {
  const kind = accountKind(auth.settings(c), session.identity)
  if (kind === 'personal') return elsewhere(c, 'personal')
  const names = EDITABLE[kind]
  const { profile, isGuest, isSynced } = await getOwnFields(session, names)
  if (isGuest || isSynced) return elsewhere(c, isGuest ? 'guest' : 'synced')
  await ensureEditConsent(session)
  return showForm(c, valuesOf(profile, names), formOwner(c, session), session.identity)
}

/** If the session has ended, the form is shown again with the user's input. */
export async function saveProfile(
  c: Context,
  auth: Entryway<Env>,
  session: Session | null,
): Promise<Response> {
  const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  const owner = String(form.form)
  // The form still belongs to the user it was shown to.
  const again = (sentence: Child, status: 401 | 422, identity: Identity | null = null) =>
    showForm(c, typedValues(form), owner, identity, { field: null, sentence }, status)
  if (session && owner !== formOwner(c, session)) {
    auth.log(c)('error', { code: 'wrong_account' })
    return again(WRONG_ACCOUNT, 422)
  }
  try {
    if (!session) throw new SignInRequired()
    const kind = accountKind(auth.settings(c), session.identity)
    return kind === 'personal' ? elsewhere(c, 'personal') : await saveForm(c, session, form, EDITABLE[kind])
  } catch (error) {
    if (!(error instanceof EntrywayError)) throw error
    auth.log(c).error(error)
    const identity = session?.identity ?? null
    if (error instanceof SignInRequired) return again(SIGN_IN_FIRST, 401, identity)
    return again(sentencesOf(error), 422, identity)
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
  const typed: FieldValues = { ...current, ...typedValues(form, names) }
  const problem = validate(typed)
  if (problem) return showForm(c, typed, formOwner(c, session), session.identity, problem)
  const changed = names.filter((name) => typed[name] !== current[name])
  if (changed.length === 0) return c.redirect('/profile', 303)
  // Graph takes null, not an empty text, for "none".
  await updateProfile(session, Object.fromEntries(changed.map((name) => [name, typed[name] || null])))
  return c.redirect('/profile?saved', 303)
}

const HEAD = { title: 'Edit profile' }

function elsewhere(c: Context, why: Elsewhere): Response | Promise<Response> {
  return c.render(<ProfileElsewherePage why={why} />, HEAD)
}

/** @param owner as `formOwner` gave it. @param identity null if it is unknown whose form it is */
function showForm(
  c: Context,
  values: FieldValues,
  owner: string,
  identity: Identity | null,
  problem: EditProblem | null = null,
  status: 401 | 422 = 422,
): Response | Promise<Response> {
  if (problem) c.status(status)
  const page = <ProfileEditPage {...{ values, problem, owner, identity }} />
  return c.render(page, { ...HEAD, hasProblem: problem !== null })
}
