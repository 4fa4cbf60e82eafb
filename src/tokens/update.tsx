// GET and POST /tokens/{authorization id}/edit
import { type Session, SignInRequired } from '../entryway/index.ts'
import { setFlash } from '../ui/flash.ts'
import { Form, FormError, type FormProblem } from '../ui/form.tsx'
import { type Clock, clockOf } from '../ui/time.ts'
import type { TokensContext } from './context.ts'
import { forgetExpiring } from './expiring.tsx'
import { readExpiry } from './expiry.ts'
import { ExpiryFields, NameField } from './fields.tsx'
import { type FormValues, parseForm, validate } from './form.ts'
import { answerTokenForm } from './form-problem.tsx'
import { Name } from './parts.tsx'
import { getPat, type Pat, type PatSettings, updatePat } from './pat.ts'
import { ScopeFields } from './scope-fields.tsx'
import { FULL_ACCESS } from './scopes.ts'
import { requireFreshSession } from './step-up.tsx'

const TITLE = 'Edit token'

export async function editToken(c: TokensContext, session: Session, id: string): Promise<Response> {
  const pat = await getPat(c, session, id)
  const fullAccess = pat.scopes.includes(FULL_ACCESS)
  const typed: FormValues = {
    displayName: pat.displayName,
    scopes: fullAccess ? [] : pat.scopes,
    fullAccess,
    expiry: { choice: 'keep', date: '' },
    formToken: '',
  }
  return c.render(<EditTokenPage {...{ id, typed, pat }} clock={clockOf(c)} problems={[]} />, {
    title: TITLE,
  })
}

export async function saveToken(c: TokensContext, session: Session | null, id: string): Promise<Response> {
  const typed = await parseForm(c)
  let pat: Pat | null = null
  const page = (problems: FormProblem[]) => (
    <EditTokenPage {...{ id, typed, pat, problems }} clock={clockOf(c)} />
  )
  return answerTokenForm(c, { title: TITLE, fields: ['displayName', 'scope', 'expiry'], page }, async () => {
    if (!session) throw new SignInRequired()
    pat = await getPat(c, session, id)
    const validTo = typed.expiry.choice === 'keep' ? undefined : readExpiry(typed.expiry, Date.now())
    const validated = validate(typed, validTo, pat.scopes)
    if (Array.isArray(validated)) throw new FormError(validated)
    const change = changeOf(pat, validated)
    if (Object.keys(change).length === 0) return c.redirect(`/tokens/${id}`, 303)
    if (widens(change, pat)) requireFreshSession(c, session)
    const updated = await updatePat(c, session, id, change)
    c.var.tokens.log('pat_updated', { tid: session.identity.tenantId })
    forgetExpiring(c, session)
    setFlash(c, `updated.${id}.${change.validTo ?? updated.validTo}`)
    return c.redirect(`/tokens/${id}`, 303)
  })
}

type Validated = Pick<PatSettings, 'displayName' | 'scope'> & { validTo: number | undefined }

function changeOf(pat: Pat, { displayName, scope, validTo }: Validated): Partial<PatSettings> {
  const sorted = (scopes: string[]) => scopes.toSorted().join(' ')
  return {
    ...(displayName !== pat.displayName.trim() && { displayName }),
    ...(sorted(scope.split(' ')) !== sorted(pat.scopes) && { scope }),
    ...(validTo !== undefined && { validTo }),
  }
}

/** Whether the token could do more, or for longer, than now. A scope that is not held counts, also when one that brings it is. */
function widens({ scope, validTo }: Partial<PatSettings>, pat: Pat): boolean {
  const isNew = (name: string) => !pat.scopes.includes(name)
  const isLonger = validTo !== undefined && validTo > pat.validTo
  return isLonger || scope?.split(' ').some(isNew) === true
}

/** @property pat null = it could not be read just now */
type Props = { id: string; typed: FormValues; pat: Pat | null; clock: Clock; problems: FormProblem[] }

function EditTokenPage({ id, typed, pat, clock, problems }: Props) {
  const at = `/tokens/${id}`
  return (
    <>
      <h1>
        Edit <Name pat={pat} />
      </h1>
      <Form action={`${at}/edit`} problems={problems} submit="Save" cancel={at}>
        <NameField value={typed.displayName} problems={problems} />
        <ExpiryFields expiry={typed.expiry} keep={pat?.validTo ?? null} {...{ clock, problems }} />
        <ScopeFields {...{ typed, problems }} held={pat?.scopes ?? typed.scopes} />
        <p class="quiet">The token’s value stays the same.</p>
      </Form>
    </>
  )
}
