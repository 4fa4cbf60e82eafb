// GET and POST /tokens/{authorization id}/edit

import type { AppContext } from '../entryway/http/request.ts'
import { log } from '../entryway/log.ts'
import type { Session } from '../entryway/session/session.ts'
import { forgetExpiring } from './expiring.ts'
import { readExpiry } from './expiry.ts'
import { leaveNotice } from './flash.ts'
import { answerForm } from './form-answer.tsx'
import { type FormProblem, judge, readTyped, type Typed } from './form-values.ts'
import { EditTokenPage } from './pages/form.tsx'
import { getPat, type Pat, type PatSettings, updatePat } from './pat.ts'
import type { PatField } from './pat-error.ts'
import { FULL_ACCESS } from './pat-scope.ts'
import { problemOf, SIGNED_OUT } from './problem.ts'
import { refuseRevoked } from './state.ts'

const FIELDS: PatField[] = ['displayName', 'scope', 'expiry']

export async function editToken(c: AppContext, session: Session, id: string): Promise<Response> {
  const { pat } = await getPat(c, session, id)
  return showForm(c, id, typedOf(pat), pat, [])
}

export async function saveToken(c: AppContext, session: Session | null, id: string): Promise<Response> {
  const typed = await readTyped(c)
  if (!session) return showForm(c, id, typed, null, [SIGNED_OUT], 401)
  await refuseRevoked(c, session, id)
  let current: Pat | null = null
  try {
    current = (await getPat(c, session, id)).pat
    const validTo = typed.expiry.choice === 'keep' ? undefined : readExpiry(typed.expiry, Date.now())
    const judged = judge(typed, validTo, current.scopes)
    if (Array.isArray(judged)) return showForm(c, id, typed, current, judged)
    const change = changeOf(typed.shown ?? current, current, judged)
    if (Object.keys(change).length === 0) return c.redirect(`/tokens/${id}`, 303)
    const updated = await updatePat(c, session, id, change)
    log(c, 'pat_updated', { tid: session.identity.tenantId })
    forgetExpiring(c, session)
    leaveNotice(c, 'updated', id, change.validTo ?? updated.validTo, current.validTo)
    return c.redirect(`/tokens/${id}`, 303)
  } catch (error) {
    return showForm(c, id, typed, current, [problemOf(c, error, FIELDS)])
  }
}

function typedOf(pat: Pat): Typed {
  const fullAccess = pat.scopes.includes(FULL_ACCESS)
  return {
    displayName: pat.displayName,
    scopes: fullAccess ? [] : pat.scopes,
    fullAccess,
    expiry: { choice: 'keep', date: '' },
    allOrganizations: false,
    formToken: '',
    shown: pat,
  }
}

type Shown = Pick<Pat, 'displayName' | 'scopes'>
type Judged = Pick<PatSettings, 'displayName' | 'scope'> & { validTo: number | undefined }

/** What the person altered, unless it is so already; what another tab altered meanwhile stays. */
function changeOf(shown: Shown, pat: Shown, typed: Judged): Partial<PatSettings> {
  const { displayName, scope, validTo } = typed
  const sorted = (scopes: string[]) => [...scopes].sort().join(' ')
  const isAltered = (differs: (from: Shown) => boolean) => [shown, pat].every(differs)
  return {
    ...(isAltered((from) => displayName !== from.displayName.trim()) && { displayName }),
    ...(isAltered((from) => sorted(scope.split(' ')) !== sorted(from.scopes)) && { scope }),
    ...(validTo !== undefined && { validTo }),
  }
}

function showForm(
  c: AppContext,
  id: string,
  typed: Typed,
  pat: Pat | null,
  problems: FormProblem[],
  status?: 401,
): Response | Promise<Response> {
  const page = <EditTokenPage {...{ id, typed, pat, problems }} now={Date.now()} />
  return answerForm(c, page, problems, status)
}
