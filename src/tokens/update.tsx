// GET and POST /tokens/{authorization id}/edit

import type { Session } from '../entryway/index.ts'
import { clockOf } from '../ui/time.ts'
import type { TokensContext } from './context.ts'
import { forgetExpiring } from './expiring.ts'
import { readExpiry } from './expiry.ts'
import { setFlash } from './flash.ts'
import { answerForm } from './form-answer.tsx'
import { type FormProblem, type FormValues, parseForm, validate } from './form-values.ts'
import { EditTokenPage } from './pages/form.tsx'
import { getPat, type Pat, type PatSettings, updatePat } from './pat.ts'
import type { PatField } from './pat-error.ts'
import { FULL_ACCESS } from './pat-scope.ts'
import { problemOf, SIGNED_OUT } from './problem.ts'
import { stepUpProblem } from './step-up.tsx'

const FIELDS: PatField[] = ['displayName', 'scope', 'expiry']

export async function editToken(c: TokensContext, session: Session, id: string): Promise<Response> {
  const { pat } = await getPat(c, session, id)
  return showForm(c, id, typedOf(pat), pat, [])
}

export async function saveToken(c: TokensContext, session: Session | null, id: string): Promise<Response> {
  const typed = await parseForm(c)
  if (!session) return showForm(c, id, typed, null, [SIGNED_OUT], 401)
  let current: Pat | null = null
  try {
    current = (await getPat(c, session, id)).pat
    const validTo = typed.expiry.choice === 'keep' ? undefined : readExpiry(typed.expiry, Date.now())
    const validated = validate(typed, validTo, current.scopes)
    if (Array.isArray(validated)) return showForm(c, id, typed, current, validated)
    const change = changeOf(typed.shown ?? current, current, validated)
    if (Object.keys(change).length === 0) return c.redirect(`/tokens/${id}`, 303)
    const stale = widens(change, current) ? stepUpProblem(c, session) : null
    if (stale) return showForm(c, id, typed, current, [stale])
    const updated = await updatePat(c, session, id, change)
    c.var.tokens.log('pat_updated', { tid: session.identity.tenantId })
    forgetExpiring(c, session)
    setFlash(c, 'updated', id, change.validTo ?? updated.validTo, current.validTo)
    return c.redirect(`/tokens/${id}`, 303)
  } catch (error) {
    return showForm(c, id, typed, current, [problemOf(c, error, FIELDS)])
  }
}

function typedOf(pat: Pat): FormValues {
  const fullAccess = pat.scopes.includes(FULL_ACCESS)
  return {
    displayName: pat.displayName,
    scopes: fullAccess ? [] : pat.scopes,
    fullAccess,
    expiry: { choice: 'keep', date: '' },
    formToken: '',
    shown: pat,
  }
}

type Shown = Pick<Pat, 'displayName' | 'scopes'>
type Validated = Pick<PatSettings, 'displayName' | 'scope'> & { validTo: number | undefined }

/** What the person altered, unless it is so already; what another tab altered meanwhile stays. */
function changeOf(shown: Shown, pat: Shown, typed: Validated): Partial<PatSettings> {
  const { displayName, scope, validTo } = typed
  const sorted = (scopes: string[]) => [...scopes].sort().join(' ')
  const isAltered = (differs: (from: Shown) => boolean) => [shown, pat].every(differs)
  return {
    ...(isAltered((from) => displayName !== from.displayName.trim()) && { displayName }),
    ...(isAltered((from) => sorted(scope.split(' ')) !== sorted(from.scopes)) && { scope }),
    ...(validTo !== undefined && { validTo }),
  }
}

/** Whether the token could do more, or for longer, than now. A scope that is not held counts, also when one that brings it is. */
function widens({ scope, validTo }: Partial<PatSettings>, pat: Pat): boolean {
  const isNew = (name: string) => !pat.scopes.includes(name)
  const isLonger = validTo !== undefined && validTo > pat.validTo
  return isLonger || scope?.split(' ').some(isNew) === true
}

function showForm(
  c: TokensContext,
  id: string,
  typed: FormValues,
  pat: Pat | null,
  problems: FormProblem[],
  status?: 401,
): Response | Promise<Response> {
  const page = <EditTokenPage {...{ id, typed, pat, problems }} clock={clockOf(c)} />
  return answerForm(c, page, 'Edit token', problems, status)
}
