// GET and POST /tokens/new
import { type Session, SignInRequired } from '../entryway/index.ts'
import { Form, FormError, type FormProblem } from '../ui/form.tsx'
import { clockOf } from '../ui/time.ts'
import { ensurePatAccess } from './access.ts'
import { organizationOf, type TokensContext } from './context.ts'
import { forgetExpiring } from './expiring.tsx'
import { readExpiry } from './expiry.ts'
import { ExpiryFields, NameField } from './fields.tsx'
import { type FormValues, parseForm, validate } from './form.ts'
import { answerTokenForm } from './form-problem.tsx'
import { answerUsedForm, formToken, submitForm, wrongAccount } from './form-token.tsx'
import { Person } from './parts.tsx'
import { createPat } from './pat.ts'
import { ScopeFields } from './scope-fields.tsx'
import { requireFreshSession } from './step-up.tsx'
import { answerValue } from './value.tsx'

const TITLE = 'New token'
const BLANK: FormValues = {
  displayName: '',
  scopes: [],
  fullAccess: false,
  expiry: { choice: '30', date: '' },
  formToken: '',
}

export async function newToken(c: TokensContext, session: Session): Promise<Response> {
  await ensurePatAccess(session)
  return c.render(<NewTokenPage {...{ c, session }} typed={BLANK} problems={[]} />, { title: TITLE })
}

export async function createToken(c: TokensContext, session: Session | null): Promise<Response> {
  const typed = await parseForm(c)
  const page = (problems: FormProblem[]) => <NewTokenPage {...{ c, session, typed, problems }} />
  return answerTokenForm(c, { title: TITLE, fields: ['displayName', 'scope', 'expiry'], page }, async () => {
    if (!session) throw new SignInRequired()
    requireFreshSession(c, session)
    const refused = submitForm(c, session, typed.formToken)
    if (refused === 'form_used') return answerUsedForm(c)
    if (refused) throw wrongAccount()
    const settings = validate(typed, readExpiry(typed.expiry, Date.now()))
    if (Array.isArray(settings)) throw new FormError(settings)
    const made = await createPat(c, session, settings)
    c.var.tokens.log('pat_created', { tid: session.identity.tenantId })
    forgetExpiring(c, session)
    return answerValue(c, session, made, settings.validTo)
  })
}

/** @property session null = nobody is signed in anymore */
type Props = { c: TokensContext; session: Session | null; typed: FormValues; problems: FormProblem[] }

function NewTokenPage({ c, session, typed, problems }: Props) {
  return (
    <>
      <h1>New personal access token</h1>
      <Form
        action="/tokens/new"
        token={session ? formToken(c, session) : typed.formToken}
        problems={problems}
        submit="Create"
        cancel="/tokens"
      >
        <NameField value={typed.displayName} problems={problems} />
        <ExpiryFields expiry={typed.expiry} clock={clockOf(c)} problems={problems} />
        <ScopeFields {...{ typed, problems }} />
        <p class="quiet">
          {session && (
            <>
              This token belongs to <Person identity={session.identity} /> and works in the{' '}
              <bdi>{organizationOf(c)}</bdi> organization only.
            </>
          )}{' '}
          Its value is shown once, on the next page.
        </p>
      </Form>
    </>
  )
}
