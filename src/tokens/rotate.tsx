// GET and POST /tokens/{authorization id}/rotate: a new token like the old one, then the old one's end.
// The service has no method for it. Source: Azure DevOps REST API, "PATs, frequently asked questions".
import { EntrywayError, type Session, SignInRequired } from '../entryway/index.ts'
import { Form, FormError, type FormProblem, sentencesOf } from '../ui/form.tsx'
import { clockOf } from '../ui/time.ts'
import type { TokensContext } from './context.ts'
import { forgetExpiring } from './expiring.tsx'
import { readExpiry } from './expiry.ts'
import { ExpiryFields } from './fields.tsx'
import { type FormValues, parseForm } from './form.ts'
import { answerTokenForm } from './form-problem.tsx'
import { answerUsedForm, formToken, submitForm, wrongAccount } from './form-token.tsx'
import { GLOBAL_WARNING, Name, Scopes } from './parts.tsx'
import { createPat, getPat, type Pat, revokePat } from './pat.ts'
import { requireFreshSession } from './step-up.tsx'
import { answerValue } from './value.tsx'

const TITLE = 'Rotate token'

export async function askRotation(c: TokensContext, session: Session, id: string): Promise<Response> {
  const pat = await getPat(c, session, id)
  const typed = { expiry: { choice: '30', date: '' }, formToken: '' }
  return c.render(<RotatePage {...{ c, session, id, pat, typed }} problems={[]} />, { title: TITLE })
}

export async function rotateToken(c: TokensContext, session: Session | null, id: string): Promise<Response> {
  const typed = await parseForm(c)
  let pat: Pat | null = null
  const page = (problems: FormProblem[]) => <RotatePage {...{ c, session, id, pat, typed, problems }} />
  return answerTokenForm(c, { title: TITLE, fields: ['expiry'], page }, async () => {
    if (!session) throw new SignInRequired()
    requireFreshSession(c, session)
    const refused = submitForm(c, session, typed.formToken)
    if (refused === 'form_used') return answerUsedForm(c)
    pat = await getPat(c, session, id)
    if (refused) throw wrongAccount()
    const validTo = readExpiry(typed.expiry, Date.now())
    if (typeof validTo === 'object') throw new FormError([{ field: 'expiry', sentence: validTo.problem }])
    const { displayName, scopes } = pat
    const made = await createPat(c, session, { displayName, scope: scopes.join(' '), validTo })
    c.var.tokens.log('pat_created', { tid: session.identity.tenantId })
    const problem = await revokeOld(c, session, id)
    forgetExpiring(c, session)
    return answerValue(c, session, made, validTo, { id, problem })
  })
}

/** Whatever happens here, the new token's value must still be shown. @returns why it was not revoked, in words */
async function revokeOld(c: TokensContext, session: Session, id: string): Promise<string | null> {
  const { log } = c.var.tokens
  try {
    await revokePat(c, session, id)
    log('pat_revoked', { tid: session.identity.tenantId })
    return null
  } catch (error) {
    if (!(error instanceof EntrywayError)) {
      log.exception(error)
      return 'Something went wrong in this app.'
    }
    log.error(error)
    return sentencesOf(error)
  }
}

type Props = {
  c: TokensContext
  session: Session | null
  id: string
  /** Null = it could not be read just now. */
  pat: Pat | null
  typed: Pick<FormValues, 'expiry' | 'formToken'>
  problems: FormProblem[]
}

function RotatePage({ c, session, id, pat, typed, problems }: Props) {
  const at = `/tokens/${id}`
  return (
    <>
      <h1>
        Rotate <Name pat={pat} />?
      </h1>
      <Form
        action={`${at}/rotate`}
        token={session ? formToken(c, session) : typed.formToken}
        problems={problems}
        submit="Rotate"
        cancel={at}
      >
        <p>
          Creates a new token with the same name and scopes, shows you its value once, and revokes this one.
          Anything using the old value stops working until you update it.
        </p>
        {pat?.targetAccounts === null && (
          <p class="warning">{GLOBAL_WARNING} The new token works in this organization only.</p>
        )}
        {pat && <Scopes scopes={pat.scopes} />}
        <ExpiryFields expiry={typed.expiry} clock={clockOf(c)} problems={problems} />
      </Form>
    </>
  )
}
