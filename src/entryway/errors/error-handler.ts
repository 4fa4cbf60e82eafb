// Anything thrown -> a page for users, JSON for scripts, and one line in the log.
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type CoreContext, currentTask, stateOf } from '../context.ts'
import { PERSONAL_ACCOUNTS_TENANT } from '../entra/authority.ts'
import { peekSession } from '../guards.ts'
import { isNavigation, isOffice, pathAndQuery, wantsHtml } from '../http/request.ts'
import { logSettings } from '../log.ts'
import type { AppPages, ErrorPageProps } from '../pages/pages.ts'
import type { SettingsError } from '../settings/settings.ts'
import { adminConsentUrl, hasAdministrator } from '../sign-in/admin-consent.ts'
import { cameFrom, safeReturnTo } from '../sign-in/return-to.ts'
import { signInAndReturn } from '../sign-in/sign-in.ts'
import type { Session } from '../signed-in-session.ts'
import { StoreError } from '../store/patient-store.ts'
import { EntrywayError, SignInRequired } from './entryway-error.ts'
import type { Action, ErrorCode } from './messages.ts'

/** Responds to a request that failed, and logs why. */
export async function answerError(thrown: unknown, c: CoreContext): Promise<Response> {
  if (thrown instanceof SignInRequired && isOffice(c) && ['GET', 'HEAD'].includes(c.req.method)) {
    return currentTask(c).pages.openInBrowser({ url: c.req.url }, c)
  }
  if (thrown instanceof SignInRequired && wantsHtml(c) && isNavigation(c) && c.req.method === 'GET') {
    return sendToSignIn(thrown, c).catch((error: unknown) => answerError(error, c))
  }
  const { log } = currentTask(c)
  // The app's own words, and those of Hono's middleware: a validator's 400, for instance.
  if (thrown instanceof HTTPException) {
    if (thrown.status >= 500) log.exception(thrown)
    const response = thrown.getResponse()
    return c.newResponse(response.body, response)
  }
  const error = asExpected(thrown, c)
  if (error.code === 'internal') log.exception(thrown)
  else log.error(error)
  return errorResponse(error, c, thrown)
}

/** An error's page or JSON. Logs nothing. */
export async function errorResponse(
  error: EntrywayError,
  c: CoreContext,
  thrown: unknown = error,
): Promise<Response> {
  const { settings, correlationId, pages, isDevelopment } = currentTask(c)
  const { retryAfterSeconds, scopes = [], tid, aadsts } = error.context
  const { title, text, actions } = error.userMessage
  const status = error.status as ContentfulStatusCode
  if (retryAfterSeconds !== undefined) c.header('retry-after', String(retryAfterSeconds))
  const approvalUrl = ['admin_consent_needed', 'canceled'].includes(error.code)
    ? adminConsentUrl(settings, scopes, tid)
    : undefined
  const signInUrl = status === 401 ? signInUrlOfScript(c) : undefined
  if (signInUrl !== undefined) c.header('www-authenticate', challenge(signInUrl))
  // Reloads without a script, and only a few times, because the cookie contains the session's start.
  if (error.code === 'session_pending' && c.req.method === 'GET') c.header('refresh', '2')
  if (!wantsHtml(c) || (error instanceof SignInRequired && !isNavigation(c))) {
    const answer = { error: error.code, message: title, correlation_id: correlationId }
    const details = isDevelopment ? developerDetails(error, stateOf(c).peeked ?? null, thrown) : {}
    const developer = Object.keys(details).length > 0 ? details : undefined
    return c.json({ ...answer, approval_url: approvalUrl, sign_in_url: signInUrl, developer }, status)
  }
  // For the page's header. A store that has just failed would be waited for again.
  const isOfStore = [error, error.cause].some((each) => each instanceof StoreError)
  const session = isOfStore ? null : await peekSession(c).catch(() => null)
  // Entra may have ended it just now.
  if (error.code === 'session_missing') c.set('session', null)
  // A page asked a user who is signed in for more.
  const wasAsked = session !== null && error.context.back !== undefined
  const isDeclined = wasAsked && DECLINED.includes(error.code)
  const details = [
    { name: 'Link for the administrator', value: approvalUrl, href: approvalUrl },
    { name: 'Microsoft’s error code', value: aadsts && `AADSTS${aadsts}` },
    {
      name: 'Tenant',
      value: tid === PERSONAL_ACCOUNTS_TENANT ? `${tid} (personal Microsoft accounts)` : tid,
    },
    { name: 'Correlation ID', value: correlationId },
    { name: 'Time', value: new Date().toISOString() },
  ]
  const developer = isDevelopment ? developerDetails(error, session, thrown) : {}
  const props: ErrorPageProps = {
    code: error.code,
    status,
    title: isDeclined ? 'You didn’t approve this' : title,
    text: isDeclined ? `You’re still signed in. ${text}` : text,
    links: linksOf(error, c, wasAsked),
    retryAfterSeconds,
    tellAdministrator: actions.includes('tell_administrator'),
    details: details.flatMap(({ value, ...others }) => (value ? { ...others, value } : [])),
    developer: Object.entries(developer).map(([name, value]) => ({ name, value })),
  }
  return pages.error(props, c, status)
}

const DECLINED: ErrorCode[] = ['canceled', 'consent_declined']

const LABELS: Record<Exclude<Action, 'tell_administrator'>, string> = {
  sign_in: 'Sign in again',
  choose_account: 'Choose another account',
  retry: 'Try again',
  back: 'Back',
  home: 'Home',
}

/** What to do next, the best first. */
function linksOf(error: EntrywayError, c: CoreContext, wasAsked: boolean) {
  const { settings } = currentTask(c)
  const { login, home } = settings.paths
  const { returnTo, back = home } = error.context
  const { actions } = error.userMessage
  // A form's URL has a page too, to come back to.
  const here = safeReturnTo(pathAndQuery(c), settings)
  const signIn = `${login}?${new URLSearchParams({ return_to: returnTo ?? here })}`
  // Opening the callback again would send the same, used code; signing in is what can be tried again there.
  const retry = returnTo === undefined && here === pathAndQuery(c) ? here : signIn
  const hrefs: Record<Exclude<Action, 'tell_administrator'>, string> = {
    sign_in: signIn,
    choose_account: settings.accountPicker ? signIn : `${signIn}&prompt=select_account`,
    retry: wasAsked ? (returnTo ?? home) : retry,
    back,
    home,
  }
  const others = actions.filter((action) => !['sign_in', 'retry', 'home'].includes(action))
  const offered: Action[] = wasAsked ? ['back', 'retry', ...others] : actions
  return offered.flatMap((action) =>
    action === 'tell_administrator' ? [] : { label: LABELS[action], href: hrefs[action] },
  )
}

function developerDetails(
  error: EntrywayError,
  session: Session | null,
  thrown: unknown,
): Record<string, string> {
  const { operator, fix, roles, scopes = [], reason } = error.context
  const details = [
    { name: 'Cause', value: sentence(operator) },
    { name: 'To fix it', value: sentence(fix) },
    { name: 'Required role', value: roles?.join(' or ') },
    { name: 'Roles of this session', value: roles && (session?.identity.roles.join(', ') || 'None') },
    { name: 'Requested scopes', value: scopes.join(' ') },
    { name: 'Reason', value: operator || roles ? undefined : reason },
    { name: 'What was answered', value: isOfApi(error) ? (error.cause as Error).message : undefined },
    { name: 'What the store threw', value: reason?.startsWith('store_') && String(error.rootCause) },
    { name: 'Exception', value: error.code === 'internal' ? `${thrown}\n${WHERE}` : undefined },
  ]
  return Object.fromEntries(details.flatMap(({ name, value }) => (value ? [[name, value]] : [])))
}

const sentence = (text?: string) => text && `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

/** Without valid settings there is no instance, and every path responds with the problems. */
export async function answerSettings(error: SettingsError, c: Context, pages: AppPages): Promise<Response> {
  const { problems } = error
  const correlationId = crypto.randomUUID()
  logSettings(problems, correlationId)
  if (wantsHtml(c)) return pages.settingsError({ problems }, c, 503)
  return c.json({ error: 'settings', settings: problems, correlation_id: correlationId }, 503)
}

async function sendToSignIn(need: SignInRequired, c: CoreContext): Promise<Response> {
  const { settings } = currentTask(c)
  // It would be sent here again and again.
  if (c.req.path === settings.paths.login) throw new TypeError('Mount auth.routes before the guards')
  const returnTo = safeReturnTo(pathAndQuery(c), settings)
  if (need.username === null && need.scopes.length === 0 && need.maxAge === null) {
    return c.redirect(`${settings.paths.login}?${new URLSearchParams({ return_to: returnTo })}`, 302)
  }
  return signInAndReturn(c, need, returnTo)
}

/** Where a script can send its user to sign in and back to the page that it runs on. */
function signInUrlOfScript(c: CoreContext): string {
  const { settings } = currentTask(c)
  return `${settings.origin}${settings.paths.login}?${new URLSearchParams({ return_to: cameFrom(c, settings) })}`
}

/** RFC 9110 section 11.6.1; the scheme is that of draft-broyer-http-cookie-auth. */
const challenge = (signInUrl: string) => `Cookie realm="sign-in", form-action="${signInUrl}"`

function asExpected(thrown: unknown, c: CoreContext): EntrywayError {
  if (!(thrown instanceof EntrywayError)) return new EntrywayError('internal', { cause: thrown })
  const { code, context } = thrown
  if (hasAdministrator(currentTask(c).settings, context.tid)) return thrown
  if (code === 'canceled') return new EntrywayError('consent_declined', context)
  if (code !== 'admin_consent_needed') return thrown
  return new EntrywayError('permission_impossible', { ...context, fixableBy: 'operator' })
}

const isOfApi = ({ code, cause }: EntrywayError) => code.startsWith('api_') && cause instanceof Error

/** wrangler finds the source's lines in a stack that is logged; here it would have the bundle's. */
const WHERE = 'Its file and line are in the terminal.'
