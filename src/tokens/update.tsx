// GET and POST /tokens/{authorization id}/edit
import type { Session } from '../entryway/index.ts'
import { type Clock, clockOf } from '../ui/time.ts'
import type { TokensContext } from './context.ts'
import { forgetExpiring } from './expiring.tsx'
import { readExpiry } from './expiry.ts'
import { ExpiryFields, NameField, ProblemSummary } from './fields.tsx'
import { setFlash } from './flash.ts'
import { type FormProblem, type FormValues, parseForm, validate } from './form.ts'
import { answerForm, problemOf, SIGNED_OUT } from './form-problem.tsx'
import { Name } from './parts.tsx'
import { getPat, type Pat, type PatSettings, updatePat } from './pat.ts'
import { ScopeFields } from './scope-fields.tsx'
import { FULL_ACCESS } from './scopes.ts'
import { stepUpProblem } from './step-up.tsx'

export async function editToken(c: TokensContext, session: Session, id: string): Promise<Response> {
  const pat = await getPat(c, session, id)
  const fullAccess = pat.scopes.includes(FULL_ACCESS)
  const typed: FormValues = {
    displayName: pat.displayName,
    scopes: fullAccess ? [] : pat.scopes,
    fullAccess,
    expiry: { choice: 'keep', date: '' },
    formToken: '',
  }
  return showForm(c, { id, typed, pat, problems: [] })
}

export async function saveToken(c: TokensContext, session: Session | null, id: string): Promise<Response> {
  const typed = await parseForm(c)
  if (!session) return showForm(c, { id, typed, pat: null, problems: [SIGNED_OUT] }, false)
  let pat: Pat | null = null
  try {
    pat = await getPat(c, session, id)
    const validTo = typed.expiry.choice === 'keep' ? undefined : readExpiry(typed.expiry, Date.now())
    const validated = validate(typed, validTo, pat.scopes)
    if (Array.isArray(validated)) return showForm(c, { id, typed, pat, problems: validated })
    const change = changeOf(pat, validated)
    if (Object.keys(change).length === 0) return c.redirect(`/tokens/${id}`, 303)
    const stale = widens(change, pat) ? stepUpProblem(c, session) : null
    if (stale) return showForm(c, { id, typed, pat, problems: [stale] })
    const updated = await updatePat(c, session, id, change)
    c.var.tokens.log('pat_updated', { tid: session.identity.tenantId })
    forgetExpiring(c, session)
    setFlash(c, 'updated', id, change.validTo ?? updated.validTo)
    return c.redirect(`/tokens/${id}`, 303)
  } catch (error) {
    const problem = problemOf(c, error, ['displayName', 'scope', 'expiry'])
    return showForm(c, { id, typed, pat, problems: [problem] })
  }
}

type Validated = Pick<PatSettings, 'displayName' | 'scope'> & { validTo: number | undefined }

function changeOf(pat: Pat, { displayName, scope, validTo }: Validated): Partial<PatSettings> {
  const sorted = (scopes: string[]) => scopes.toSorted().join(' ')
  return {
    ...(displayName !== pat.displayName.trim() && { displayName }),
    ...(sorted(scope.split(' ')) !== sorted(pat.scopes) && { scope }),
    ...(validTo !== undefined && { validTo }),
  }
}

/** Whether the token could do more, or for longer, than now. A scope that is not held counts, also when one that brings it is. */
function widens({ scope, validTo }: Partial<PatSettings>, pat: Pat): boolean {
  const isNew = (name: string) => !pat.scopes.includes(name)
  const isLonger = validTo !== undefined && validTo > pat.validTo
  return isLonger || scope?.split(' ').some(isNew) === true
}

/** @property pat null = it could not be read just now */
type Form = { id: string; typed: FormValues; pat: Pat | null; problems: FormProblem[] }

function showForm(c: TokensContext, form: Form, isSignedIn = true): Response | Promise<Response> {
  const page = <EditTokenPage {...form} clock={clockOf(c)} />
  return answerForm(c, 'Edit token', page, form.problems, isSignedIn)
}

function EditTokenPage({ id, typed, pat, problems, clock }: Form & { clock: Clock }) {
  return (
    <>
      <h1>
        Edit <Name pat={pat} />
      </h1>
      <form class="card fields" method="post" action={`/tokens/${id}/edit`} autocomplete="off">
        <ProblemSummary problems={problems} />
        <NameField value={typed.displayName} problems={problems} />
        <ExpiryFields expiry={typed.expiry} keep={pat?.validTo ?? null} {...{ clock, problems }} />
        <ScopeFields {...{ typed, problems }} held={pat?.scopes ?? typed.scopes} />
        <p class="quiet">The token’s value stays the same.</p>
        <div class="actions">
          <button class="button primary" type="submit">
            Save
          </button>
          <a href={`/tokens/${id}`}>Cancel</a>
        </div>
      </form>
    </>
  )
}
