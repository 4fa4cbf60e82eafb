// GET and POST /tokens/new
import type { Identity, Session } from '../entryway/index.ts'
import { type Clock, clockOf } from '../ui/time.ts'
import { ensurePatAccess } from './access.ts'
import { organizationOf, type TokensContext } from './context.ts'
import { forgetExpiring } from './expiring.tsx'
import { readExpiry } from './expiry.ts'
import { ExpiryFields, NameField, ProblemSummary } from './fields.tsx'
import { type FormProblem, type FormValues, parseForm, validate } from './form.ts'
import { answerForm, problemOf, SIGNED_OUT } from './form-problem.tsx'
import { answerUsedForm, formToken, submitForm, WRONG_ACCOUNT } from './form-token.tsx'
import { Person } from './parts.tsx'
import { createPat, type NewPat } from './pat.ts'
import { ScopeFields } from './scope-fields.tsx'
import { stepUpProblem } from './step-up.tsx'
import { answerValue } from './value.tsx'

const BLANK: FormValues = {
  displayName: '',
  scopes: [],
  fullAccess: false,
  expiry: { choice: '30', date: '' },
  formToken: '',
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
  if (refused) return showForm(c, session, typed, [WRONG_ACCOUNT])
  const settings = validate(typed, readExpiry(typed.expiry, Date.now()))
  if (Array.isArray(settings)) return showForm(c, session, typed, settings)
  let made: NewPat
  try {
    made = await createPat(c, session, settings)
  } catch (error) {
    return showForm(c, session, typed, [problemOf(c, error, ['displayName', 'scope', 'expiry'])])
  }
  c.var.tokens.log('pat_created', { tid: session.identity.tenantId })
  forgetExpiring(c, session)
  return answerValue(c, session, made, settings.validTo)
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
      organization={organizationOf(c)}
      clock={clockOf(c)}
    />
  )
  return answerForm(c, 'New token', page, problems, session !== null)
}

type Props = {
  typed: FormValues
  problems: FormProblem[]
  /** Null = nobody is signed in any more. */
  identity: Identity | null
  organization: string
  clock: Clock
}

function NewTokenPage({ typed, problems, identity, organization, clock }: Props) {
  return (
    <>
      <h1>New personal access token</h1>
      <form class="card fields" method="post" action="/tokens/new" autocomplete="off">
        <input type="hidden" name="form" value={typed.formToken} />
        <ProblemSummary problems={problems} />
        <NameField value={typed.displayName} problems={problems} />
        <ExpiryFields expiry={typed.expiry} {...{ clock, problems }} />
        <ScopeFields {...{ typed, problems }} />
        <p class="quiet">
          {identity && (
            <>
              This token belongs to <Person identity={identity} /> and works in the <bdi>{organization}</bdi>{' '}
              organization only.
            </>
          )}{' '}
          Its value is shown once, on the next page.
        </p>
        <div class="actions">
          <button class="button primary" type="submit">
            Create
          </button>
          <a href="/tokens">Cancel</a>
        </div>
      </form>
    </>
  )
}
