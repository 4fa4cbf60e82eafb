// GET and POST /tokens/new

import type { AppContext } from '../entryway/http/request.ts'
import { log } from '../entryway/log.ts'
import type { Session } from '../entryway/session/session.ts'
import { ensurePatAccess } from './access.ts'
import { forgetExpiring } from './expiring.ts'
import { readExpiry } from './expiry.ts'
import { answerForm, answerUsedForm, FORM_PROBLEMS } from './form-answer.tsx'
import { issueFormToken, takeFormToken } from './form-token.ts'
import { type FormProblem, judge, readTyped, type Typed } from './form-values.ts'
import { organizationOf } from './list.tsx'
import { NewTokenPage } from './pages/form.tsx'
import { ValuePage } from './pages/value.tsx'
import { createPat, type NewPat } from './pat.ts'
import type { PatField } from './pat-error.ts'
import { problemOf, SIGNED_OUT } from './problem.ts'

const FIELDS: PatField[] = ['displayName', 'scope', 'expiry', 'organizations']

const BLANK: Typed = {
  displayName: '',
  scopes: [],
  fullAccess: false,
  expiry: { choice: '30', date: '' },
  allOrganizations: false,
  formToken: '',
  shown: null,
}

export async function newToken(c: AppContext, session: Session): Promise<Response> {
  await ensurePatAccess(c, session)
  return showForm(c, session, BLANK, [])
}

export async function createToken(c: AppContext, session: Session | null): Promise<Response> {
  const typed = await readTyped(c)
  if (!session) return showForm(c, null, typed, [SIGNED_OUT])
  const refused = takeFormToken(c, session, typed.formToken)
  if (refused === 'form_used') return answerUsedForm(c)
  if (refused) return showForm(c, session, typed, [FORM_PROBLEMS[refused]])
  const settings = judge(typed, readExpiry(typed.expiry, Date.now()))
  if (Array.isArray(settings)) return showForm(c, session, typed, settings)
  let made: NewPat
  try {
    made = await createPat(c, session, settings)
  } catch (error) {
    return showForm(c, session, typed, [problemOf(c, error, FIELDS)])
  }
  log(c, 'pat_created', { tid: session.identity.tenantId })
  forgetExpiring(c, session)
  return answerValue(c, session, made, settings.validTo)
}

/** The one answer that has a token's value in it. @param asked milliseconds */
export function answerValue(
  c: AppContext,
  { identity }: Session,
  made: NewPat,
  asked: number,
  replaced?: { id: string; problem: string | null },
): Response | Promise<Response> {
  c.set('scripted', true)
  return c.html(<ValuePage {...{ identity, made, asked }} now={Date.now()} {...(replaced && { replaced })} />)
}

function showForm(
  c: AppContext,
  session: Session | null,
  typed: Typed,
  problems: FormProblem[],
): Response | Promise<Response> {
  const page = (
    <NewTokenPage
      typed={session ? { ...typed, formToken: issueFormToken(c, session) } : typed}
      problems={problems}
      identity={session?.identity ?? null}
      organization={session && organizationOf(c)}
      now={Date.now()}
    />
  )
  return answerForm(c, page, problems, session ? undefined : 401)
}
