// Whatever was thrown -> a page for a person, JSON for a script, and one line in the log.

import { ErrorPage } from '../ui/error.tsx'
import { SettingsErrorPage } from '../ui/settings-error.tsx'
import { adminConsentUrl, hasAdministrator } from './admin-consent.tsx'
import { Refusal, SignInRequired } from './errors/errors.ts'
import { type Explanation, REFUSALS } from './errors/refusals.ts'
import { refusalOf } from './errors/to-refusal.ts'
import { type AppContext, isCallback, pathAndQuery, wantsHtml } from './http/request.ts'
import { log, logFault, logRefusal } from './log.ts'
import { safeReturnTo } from './return-to.ts'
import { SettingsError } from './settings/settings.ts'
import { signInAndReturn } from './sign-in.ts'

export async function answerError(error: Error, c: AppContext): Promise<Response> {
  if (error instanceof SettingsError) return answerSettings(error, c)
  if (error instanceof SignInRequired && wantsHtml(c) && c.req.method === 'GET') {
    return sendToSignIn(error, c).catch((fault: Error) => answerError(fault, c))
  }
  const refusal = asRefusal(error, c)
  if (refusal.code === 'internal') logFault(c, error)
  else logRefusal(c, refusal)
  return answerRefusal(refusal, c)
}

/** No such page, or not with that method. */
export async function answerNotFound(c: AppContext, methods: string[]): Promise<Response> {
  const allowed = isCallback(c) ? ['GET'] : methods
  if (allowed.length === 0) return answerRefusal(new Refusal('not_found'), c)
  // RFC 9110 section 15.5.6; a GET's handler answers HEAD too.
  c.header('allow', allowed.join(', ').replace('GET', 'GET, HEAD'))
  return answerRefusal(new Refusal('method_not_allowed'), c)
}

async function answerRefusal(refusal: Refusal, c: AppContext): Promise<Response> {
  const settings = c.get('settings')
  const correlationId = c.get('correlationId')
  const { retryAfterSeconds, scopes = [], tid } = refusal.context
  const explanation: Explanation = { ...REFUSALS[refusal.code], ...refusal.context.explanation }
  if (retryAfterSeconds !== undefined) c.header('retry-after', String(retryAfterSeconds))
  // A form's address has a page too, to come back to.
  const here = safeReturnTo(pathAndQuery(c), settings)
  const returnTo = refusal.context.returnTo ?? here
  const signInHref = `/login?${new URLSearchParams({ return_to: returnTo })}`
  const chooseAccountHref = settings.accountPicker ? signInHref : `${signInHref}&prompt=select_account`
  // Opening the callback again would send the same, used code; signing in is what can be tried again there.
  const retryHref = refusal.context.returnTo === undefined && here === pathAndQuery(c) ? here : signInHref
  const approvalHref = ['admin_consent_needed', 'cancelled'].includes(refusal.code)
    ? adminConsentUrl(settings, scopes, tid)
    : undefined
  const page = (
    <ErrorPage
      {...{ approvalHref, explanation, correlationId, retryAfterSeconds, tid }}
      {...{ signInHref, chooseAccountHref, retryHref }}
      now={Date.now()}
    />
  )
  if (wantsHtml(c)) return c.html(page, explanation.status)
  const answer = { error: refusal.code, message: explanation.title, correlation_id: correlationId }
  return c.json({ ...answer, approval_url: approvalHref }, explanation.status)
}

async function answerSettings({ problems }: SettingsError, c: AppContext): Promise<Response> {
  log(c, 'settings_refused', {
    settledBy: 'operator',
    variables: problems.map(({ variable, problem }) => `${variable} ${problem}`),
  })
  if (wantsHtml(c)) return c.html(<SettingsErrorPage problems={problems} />, 503)
  return c.json({ error: 'settings', settings: problems, correlation_id: c.get('correlationId') }, 503)
}

async function sendToSignIn(need: SignInRequired, c: AppContext): Promise<Response> {
  const returnTo = safeReturnTo(pathAndQuery(c), c.get('settings'))
  if (need.username === null && need.scopes.length === 0) {
    return c.redirect(`/login?${new URLSearchParams({ return_to: returnTo })}`, 302)
  }
  return signInAndReturn(c, need, returnTo)
}

function asRefusal(error: Error, c: AppContext): Refusal {
  const refusal = refusalOf(error) ?? new Refusal('internal')
  const { code, context } = refusal
  if (hasAdministrator(c.get('settings'), context.tid)) return refusal
  if (code === 'cancelled') return new Refusal('consent_declined', context)
  if (code !== 'admin_consent_needed') return refusal
  return new Refusal('permission_impossible', { ...context, settledBy: 'operator' })
}
