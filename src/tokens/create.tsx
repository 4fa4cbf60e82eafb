// GET and POST /tokens/new

import { allowScripts, type Session } from '../entryway/index.ts'
import { clockOf } from '../ui/time.ts'
import { ensurePatAccess } from './access.ts'
import type { TokensContext } from './context.ts'
import { forgetExpiring } from './expiring.ts'
import { readExpiry } from './expiry.ts'
import { answerForm, answerUsedForm, wrongAccount } from './form-answer.tsx'
import { formToken, submitForm } from './form-token.ts'
import { type FormProblem, type FormValues, parseForm, validate } from './form-values.ts'
import { organizationOf } from './list.tsx'
import { NewTokenPage } from './pages/form.tsx'
import { ValuePage } from './pages/value.tsx'
import { createPat, type NewPat } from './pat.ts'
import type { PatField } from './pat-error.ts'
import { problemOf, SIGNED_OUT } from './problem.ts'
import { stepUpProblem } from './step-up.tsx'

const FIELDS: PatField[] = ['displayName', 'scope', 'expiry']

const BLANK: FormValues = {
  displayName: '',
  scopes: [],
  fullAccess: false,
  expiry: { choice: '30', date: '' },
  formToken: '',
  shown: null,
}

export async function newToken(c: TokensContext, session: Session): Promise<Response> {
  await ensurePatAccess(session)
  return showForm(c, session, BLANK, [])
}

export async function createToken(c: TokensContext, session: Session | null): Promise<Response> {
  const typed = await parseForm(c)
  if (!session) return showForm(c, null, typed, [SIGNED_OUT])
  const stale = stepUpProblem(c, session)
  if (stale) return showForm(c, session, typed, [stale])
  const refused = submitForm(c, session, typed.formToken)
  if (refused === 'form_used') return answerUsedForm(c)
  if (refused) return showForm(c, session, typed, [wrongAccount(c)])
  const settings = validate(typed, readExpiry(typed.expiry, Date.now()))
  if (Array.isArray(settings)) return showForm(c, session, typed, settings)
  let made: NewPat
  try {
    made = await createPat(c, session, settings)
  } catch (error) {
    return showForm(c, session, typed, [problemOf(c, error, FIELDS)])
  }
  c.var.tokens.log('pat_created', { tid: session.identity.tenantId })
  forgetExpiring(c, session)
  return answerValue(c, session, made, settings.validTo)
}

/** The one answer that has a token's value in it. @param asked milliseconds */
export function answerValue(
  c: TokensContext,
  { identity }: Session,
  made: NewPat,
  asked: number,
  replaced?: { id: string; problem: string | null },
): Response | Promise<Response> {
  allowScripts(c)
  return c.render(
    <ValuePage {...{ identity, made, asked }} clock={clockOf(c)} {...(replaced && { replaced })} />,
    { title: 'Your new token' },
  )
}

function showForm(
  c: TokensContext,
  session: Session | null,
  typed: FormValues,
  problems: FormProblem[],
): Response | Promise<Response> {
  const page = (
    <NewTokenPage
      typed={session ? { ...typed, formToken: formToken(c, session) } : typed}
      problems={problems}
      identity={session?.identity ?? null}
      organization={session && organizationOf(c)}
      clock={clockOf(c)}
    />
  )
  return answerForm(c, page, 'New token', problems, session ? undefined : 401)
}
