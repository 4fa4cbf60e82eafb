// GET and POST /tokens/{authorization id}/rotate: a new token like the old one, then the old one's end.
// The service has no method for it. Source: Azure DevOps REST API, "PATs, frequently asked questions".

import type { Session } from '../entryway/index.ts'
import { clockOf } from '../ui/time.ts'
import type { TokensContext } from './context.ts'
import { answerValue } from './create.tsx'
import { forgetExpiring } from './expiring.ts'
import { readExpiry, type TypedExpiry } from './expiry.ts'
import { answerForm, answerUsedForm, wrongAccount } from './form-answer.tsx'
import { formToken, submitForm } from './form-token.ts'
import { type FormProblem, parseForm } from './form-values.ts'
import { RotatePage } from './pages/rotate.tsx'
import { createPat, getPat, type NewPat, type Pat, revokePat } from './pat.ts'
import { problemOf, SIGNED_OUT } from './problem.ts'
import { stepUpProblem } from './step-up.tsx'

export async function askRotation(c: TokensContext, session: Session, id: string): Promise<Response> {
  const { pat } = await getPat(c, session, id)
  return showForm(c, session, id, pat, { choice: '30', date: '' }, [])
}

export async function rotateToken(c: TokensContext, session: Session | null, id: string): Promise<Response> {
  const typed = await parseForm(c)
  const { expiry } = typed
  if (!session) return showForm(c, null, id, null, expiry, [SIGNED_OUT], typed.formToken)
  const stale = stepUpProblem(c, session)
  if (stale) return showForm(c, session, id, null, expiry, [stale])
  const refused = submitForm(c, session, typed.formToken)
  if (refused === 'form_used') return answerUsedForm(c)
  let old: Pat | null = null
  let made: NewPat
  const validTo = readExpiry(expiry, Date.now())
  try {
    old = (await getPat(c, session, id)).pat
    if (refused) return showForm(c, session, id, old, expiry, [wrongAccount(c)])
    if (typeof validTo === 'object') {
      return showForm(c, session, id, old, expiry, [{ field: 'expiry', sentence: validTo.problem }])
    }
    const { displayName, scopes } = old
    made = await createPat(c, session, { displayName, scope: scopes.join(' '), validTo })
  } catch (error) {
    return showForm(c, session, id, old, expiry, [problemOf(c, error, ['expiry'])])
  }
  c.var.tokens.log('pat_created', { tid: session.identity.tenantId })
  const problem = await revokeOld(c, session, id)
  forgetExpiring(c, session)
  return answerValue(c, session, made, validTo, { id, problem })
}

/** Whatever happens here, the new token's value must still be shown. @returns why it was not revoked, in words */
async function revokeOld(c: TokensContext, session: Session, id: string): Promise<string | null> {
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

function showForm(
  c: TokensContext,
  session: Session | null,
  id: string,
  pat: Pat | null,
  expiry: TypedExpiry,
  problems: FormProblem[],
  waiting = '',
): Response | Promise<Response> {
  const page = (
    <RotatePage
      {...{ id, pat, expiry, problems }}
      formToken={session ? formToken(c, session) : waiting}
      clock={clockOf(c)}
    />
  )
  return answerForm(c, page, 'Rotate token', problems, session ? undefined : 401)
}
