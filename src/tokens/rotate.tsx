// GET and POST /tokens/{authorization id}/rotate: a new token like the old one, then the old one's end.
// The service has no method for it. Source: Azure DevOps REST API, "PATs, frequently asked questions".
import type { Child } from 'hono/jsx'
import type { Session } from '../entryway/index.ts'
import { type Clock, clockOf } from '../ui/time.ts'
import type { TokensContext } from './context.ts'
import { forgetExpiring } from './expiring.tsx'
import { readExpiry, type TypedExpiry } from './expiry.ts'
import { ExpiryFields, ProblemSummary } from './fields.tsx'
import { type FormProblem, parseForm } from './form.ts'
import { answerForm, problemOf, SIGNED_OUT } from './form-problem.tsx'
import { answerUsedForm, formToken, submitForm, WRONG_ACCOUNT } from './form-token.tsx'
import { GLOBAL_WARNING, Name, Scopes } from './parts.tsx'
import { createPat, getPat, type NewPat, type Pat, revokePat } from './pat.ts'
import { stepUpProblem } from './step-up.tsx'
import { answerValue } from './value.tsx'

export async function askRotation(c: TokensContext, session: Session, id: string): Promise<Response> {
  const pat = await getPat(c, session, id)
  const expiry = { choice: '30', date: '' }
  return showForm(c, { id, pat, expiry, problems: [], formToken: formToken(c, session) })
}

export async function rotateToken(c: TokensContext, session: Session | null, id: string): Promise<Response> {
  const typed = await parseForm(c)
  const { expiry } = typed
  if (!session) return showForm(c, { ...typed, id, pat: null, problems: [SIGNED_OUT] }, false)
  let old: Pat | null = null
  const again = (problem: FormProblem) =>
    showForm(c, { id, pat: old, expiry, problems: [problem], formToken: formToken(c, session) })
  const stale = stepUpProblem(c, session)
  if (stale) return again(stale)
  const refused = submitForm(c, session, typed.formToken)
  if (refused === 'form_used') return answerUsedForm(c)
  let made: NewPat
  const validTo = readExpiry(expiry, Date.now())
  try {
    old = await getPat(c, session, id)
    if (refused) return again(WRONG_ACCOUNT)
    if (typeof validTo === 'object') return again({ field: 'expiry', sentence: validTo.problem })
    const { displayName, scopes } = old
    made = await createPat(c, session, { displayName, scope: scopes.join(' '), validTo })
  } catch (error) {
    return again(problemOf(c, error, ['expiry']))
  }
  c.var.tokens.log('pat_created', { tid: session.identity.tenantId })
  const problem = await revokeOld(c, session, id)
  forgetExpiring(c, session)
  return answerValue(c, session, made, validTo, { id, problem })
}

/** Whatever happens here, the new token's value must still be shown. @returns why it was not revoked, in words */
async function revokeOld(c: TokensContext, session: Session, id: string): Promise<Child | null> {
  try {
    await revokePat(c, session, id)
    c.var.tokens.log('pat_revoked', { tid: session.identity.tenantId })
    return null
  } catch (error) {
    try {
      return problemOf(c, error, []).sentence
    } catch (bug) {
      c.var.tokens.log.exception(bug)
      return 'Something went wrong in this app.'
    }
  }
}

/** @property pat null = it could not be read just now */
type Form = { id: string; pat: Pat | null; expiry: TypedExpiry; problems: FormProblem[]; formToken: string }

function showForm(c: TokensContext, form: Form, isSignedIn = true): Response | Promise<Response> {
  const page = <RotatePage {...form} clock={clockOf(c)} />
  return answerForm(c, 'Rotate token', page, form.problems, isSignedIn)
}

function RotatePage({ id, pat, expiry, problems, formToken, clock }: Form & { clock: Clock }) {
  return (
    <>
      <h1>
        Rotate <Name pat={pat} />?
      </h1>
      <form class="card fields" method="post" action={`/tokens/${id}/rotate`} autocomplete="off">
        <input type="hidden" name="form" value={formToken} />
        <ProblemSummary problems={problems} />
        <p>
          Creates a new token with the same name and scopes, shows you its value once, and revokes this one.
          Anything using the old value stops working until you update it.
        </p>
        {pat?.targetAccounts === null && (
          <p class="warning">{GLOBAL_WARNING} The new token works in this organization only.</p>
        )}
        {pat && <Scopes scopes={pat.scopes} />}
        <ExpiryFields {...{ expiry, clock, problems }} />
        <div class="actions">
          <button class="button primary" type="submit">
            Rotate
          </button>
          <a href={`/tokens/${id}`}>Cancel</a>
        </div>
      </form>
    </>
  )
}
