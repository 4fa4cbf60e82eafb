// An administrator's approval: the link that asks for it, and what the redirect URI is told. It signs nobody in.

import { ApprovedPage } from '../ui/approved.tsx'
import { PERSONAL_ACCOUNTS_TENANT } from './entra/authority.ts'
import { aadstsNumber, explain } from './entra/errors.ts'
import { Refusal } from './errors/errors.ts'
import { type AppContext, wantsHtml } from './http/request.ts'
import { log } from './log.ts'
import type { Settings } from './settings/settings.ts'

/**
 * Tells the answer from a sign-in's, whose state is random. It is no secret, and nothing hangs on it: an administrator
 * opens the link in a browser that knows nothing of us.
 */
const ADMIN_CONSENT_STATE = 'admin_consent'

/** Whether there is one who could approve; a personal account has none. */
export function hasAdministrator({ authority }: Settings, tenantId?: string): boolean {
  return authority.tenant !== 'consumers' && tenantId !== PERSONAL_ACCOUNTS_TENANT
}

/** Source: Microsoft identity platform, "Admin consent". It does not take `common`. */
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

/**
 * Cancelling was seen to come back without `admin_consent`, and approving by a link of the administrator's own without
 * our state.
 */
export function isAdminConsent(query: URLSearchParams): boolean {
  return query.get('state') === ADMIN_CONSENT_STATE || (query.has('admin_consent') && !query.has('code'))
}

/** Anybody can open this address: its tenant is not read, and nothing but a page comes of it. */
export async function answerAdminConsent(c: AppContext, query: URLSearchParams): Promise<Response> {
  if (query.has('code')) throw new Refusal('callback_malformed', { reason: 'code_and_admin_consent' })
  const error = query.get('error')
  if (error !== null) {
    const aadsts = aadstsNumber(query.get('error_description') ?? '')
    const { code, ...about } = explain({ error, suberror: query.get('error_subcode'), aadsts })
    throw new Refusal('admin_consent_refused', { reason: 'entra', ...about })
  }
  if (query.get('admin_consent')?.toLowerCase() !== 'true') {
    throw new Refusal('callback_malformed', { reason: 'no_admin_consent' })
  }
  log(c, 'admin_consent_returned')
  return wantsHtml(c) ? c.html(<ApprovedPage />) : c.json({ approved: true })
}
