// Editing the profile: the form, what was typed validated, and what Graph makes of it.
import type { Context } from 'hono'
import { type Entryway, formOwner, type Identity, type Session, SignInRequired } from '../entryway/index.ts'
import { accountKind } from '../ui/account-kind.ts'
import { setFlash } from '../ui/flash.ts'
import { answerForm, FormError, type FormProblem } from '../ui/form.tsx'
import { type Elsewhere, ProfileEditPage, ProfileElsewherePage, WRONG_ACCOUNT } from './edit-page.tsx'
import { EDITABLE, type FieldValues, typedValues, validate, valuesOf } from './fields.ts'
import { ensureEditConsent, getOwnFields, updateProfile } from './graph.ts'

const HEAD = { title: 'Edit profile' }

/** Asks for consent last, so that users who can't change anything aren't asked. */
export async function editProfile(c: Context, auth: Entryway<Env>, session: Session): Promise<Response> {
  const { identity } = session
  const kind = accountKind(auth.settings(c), identity)
  if (kind === 'personal') return elsewhere(c, 'personal')
  const names = EDITABLE[kind]
  const { profile, isGuest, isSynced } = await getOwnFields(session, names)
  if (isGuest || isSynced) return elsewhere(c, isGuest ? 'guest' : 'synced')
  await ensureEditConsent(session)
  const values = valuesOf(profile, names)
  const owner = formOwner(c, session)
  return c.render(<ProfileEditPage {...{ values, owner, identity }} problems={[]} />, HEAD)
}

/** Sends only what has changed: an unchanged field may be one that the tenant's policy locks. */
export async function saveProfile(
  c: Context,
  auth: Entryway<Env>,
  session: Session | null,
): Promise<Response> {
  const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  // The form still belongs to the user it was shown to.
  const owner = String(form.form)
  let values = typedValues(form)
  let identity: Identity | null = null
  const page = (problems: FormProblem[]) => <ProfileEditPage {...{ values, owner, identity, problems }} />
  return answerForm(c, { ...HEAD, page, log: auth.log(c), signInAt: '/profile/edit' }, async () => {
    if (!session) throw new SignInRequired()
    if (owner !== formOwner(c, session)) {
      auth.log(c)('error', { code: 'wrong_account' })
      throw new FormError([{ field: null, sentence: WRONG_ACCOUNT }])
    }
    identity = session.identity
    const kind = accountKind(auth.settings(c), identity)
    if (kind === 'personal') return elsewhere(c, 'personal')
    const names = EDITABLE[kind]
    await ensureEditConsent(session)
    const current = valuesOf((await getOwnFields(session, names)).profile, names)
    const typed: FieldValues = { ...current, ...typedValues(form, names) }
    values = typed
    const problems = validate(typed)
    if (problems.length > 0) throw new FormError(problems)
    const changed = names.filter((name) => typed[name] !== current[name])
    if (changed.length === 0) return c.redirect('/profile', 303)
    // Graph takes null, not an empty text, for "none".
    await updateProfile(session, Object.fromEntries(changed.map((name) => [name, typed[name] || null])))
    setFlash(c, 'saved')
    return c.redirect('/profile', 303)
  })
}

function elsewhere(c: Context, why: Elsewhere): Response | Promise<Response> {
  return c.render(<ProfileElsewherePage why={why} />, HEAD)
}
