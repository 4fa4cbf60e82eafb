// GET and POST /tokens/new

import { log } from '../log.ts'
import { NewTokenPage } from '../pages/tokens/form.tsx'
import { UsedFormPage } from '../pages/tokens/used-form.tsx'
import { ValuePage } from '../pages/tokens/value.tsx'
import type { AppContext } from '../request.ts'
import type { Session } from '../session/session.ts'
import { ensurePatAccess } from './access.ts'
import { forgetExpiring } from './expiring.ts'
import { issueFormToken, takeFormToken } from './form-token.ts'
import { organizationOf } from './list.tsx'
import { createPat, type NewPat } from './pat.ts'
import type { PatField } from './pat-error.ts'
import { problemOf } from './problem.ts'
import { type FormProblem, judge, readTyped, type Typed } from './typed.ts'

const FIELDS: PatField[] = ['displayName', 'scope', 'expiry', 'organizations']

const BLANK: Typed = {
  displayName: '',
  scopes: [],
  fullAccess: false,
  expiry: { choice: '30', date: '' },
  allOrganizations: false,
  formToken: '',
}

export async function newToken(c: AppContext, session: Session): Promise<Response> {
  await ensurePatAccess(c, session)
  return showForm(c, BLANK, [])
}

export async function createToken(c: AppContext, session: Session): Promise<Response> {
  const typed = await readTyped(c)
  if (!takeFormToken(c, typed.formToken)) return answerUsedForm(c)
  const judged = judge(typed, Date.now())
  if (Array.isArray(judged)) return showForm(c, typed, judged)
  const { validTo, ...settings } = judged
  // Nothing to keep: a new token has no end yet.
  if (validTo === null)
    return showForm(c, typed, [{ field: 'expiry', sentence: 'Choose when the token ends.' }])
  let made: NewPat
  try {
    made = await createPat(c, session, { ...settings, validTo })
  } catch (error) {
    return showForm(c, typed, [problemOf(c, error, FIELDS)])
  }
  log(c, 'pat_created', { tid: session.identity.tenantId })
  forgetExpiring(c, session)
  return answerValue(c, made, validTo)
}

/** The one answer that has a token's value in it. @param asked milliseconds */
export function answerValue(
  c: AppContext,
  made: NewPat,
  asked: number,
  replaced?: { id: string; problem: string | null },
): Response | Promise<Response> {
  c.set('scripted', true)
  return c.html(<ValuePage {...{ made, asked }} now={Date.now()} {...(replaced && { replaced })} />)
}

/** Sent before, reloaded, or older than its cookie: nothing is done. */
export function answerUsedForm(c: AppContext): Response | Promise<Response> {
  log(c, 'refusal', { code: 'form_used' })
  return c.html(<UsedFormPage href={c.req.path} />, 409)
}

function showForm(c: AppContext, typed: Typed, problems: FormProblem[]): Response | Promise<Response> {
  const page = (
    <NewTokenPage
      typed={{ ...typed, formToken: issueFormToken(c) }}
      problems={problems}
      organization={organizationOf(c)}
      now={Date.now()}
    />
  )
  return c.html(page, problems.length > 0 ? 422 : 200)
}
