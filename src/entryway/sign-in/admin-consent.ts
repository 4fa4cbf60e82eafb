// Admin consent: the link to it, and its response at the redirect URI. It signs nobody in.
import { type CoreContext, currentTask } from '../context.ts'
import { PERSONAL_ACCOUNTS_TENANT } from '../entra/authority.ts'
import { explainRedirect } from '../entra/errors.ts'
import { EntrywayError } from '../errors/entryway-error.ts'
import type { ErrorCode } from '../errors/messages.ts'
import { peekSession } from '../guards.ts'
import { wantsHtml } from '../http/request.ts'
import type { Settings } from '../settings/settings.ts'

/**
 * Distinguishes the response from a sign-in's, whose state is random. It protects nothing: an administrator may open the link in a
 * browser that has never visited the app.
 */
const ADMIN_CONSENT_STATE = 'admin_consent'

/** Whether there is an administrator who could approve; a personal account has none. */
export function hasAdministrator({ authority }: Settings, tenantId?: string): boolean {
  return ![authority.tenant, tenantId].some(
    (each) => each === 'consumers' || each === PERSONAL_ACCOUNTS_TENANT,
  )
}

/** Source: Microsoft identity platform, "Admin consent". It does not accept `common`. */
export function adminConsentUrl(settings: Settings, scopes: string[], tenantId?: string): string {
  const { authority, clientId, redirectUri } = settings
  const tenant = tenantId ?? (authority.tenant === 'common' ? 'organizations' : authority.tenant)
  const query = new URLSearchParams({
    client_id: clientId,
    scope: scopes.join(' '),
    redirect_uri: redirectUri.href,
    state: ADMIN_CONSENT_STATE,
  })
  return `${authority.origin}/${tenant}/v2.0/adminconsent?${query}`
}

/** What to do about it, where the administrator's own No was not the reason. */
const REFUSED_BECAUSE: Partial<Record<ErrorCode, string>> = {
  account_not_in_tenant:
    'The account you chose is not of this organization, so nothing was granted. Open the link again, and choose an administrator’s account of this organization.',
  sign_in_unavailable:
    'There’s a problem with the link or with how this app is set up, so nothing was granted. The app’s log has the details.',
  entra_unavailable: 'Microsoft did not answer, so nothing was granted. Open the link again in a moment.',
}

/**
 * Canceling was seen to come back without `admin_consent`, and approving by a link of the administrator's own without
 * our state.
 */
export function isAdminConsent(query: URLSearchParams): boolean {
  return query.get('state') === ADMIN_CONSENT_STATE || (query.has('admin_consent') && !query.has('code'))
}

/** Anyone can open this URL, so it only shows a page; the tenant that it names is not read. */
export async function answerAdminConsent(c: CoreContext, query: URLSearchParams): Promise<Response> {
  if (query.has('code')) throw new EntrywayError('callback_malformed', { reason: 'code_and_admin_consent' })
  const refused = explainRedirect(query)
  if (refused) {
    const { code, ...about } = refused
    const text = REFUSED_BECAUSE[code]
    const message = text === undefined ? {} : { text }
    throw new EntrywayError('admin_consent_refused', { reason: 'entra', message, ...about })
  }
  if (query.get('admin_consent')?.toLowerCase() !== 'true') {
    throw new EntrywayError('callback_malformed', { reason: 'no_admin_consent' })
  }
  const { log, pages } = currentTask(c)
  log('admin_consent_returned')
  if (!wantsHtml(c)) return c.json({ approved: true })
  // For the page's header.
  const session = await peekSession(c).catch(() => null)
  return pages.approved({ identity: session?.identity ?? null }, c)
}
