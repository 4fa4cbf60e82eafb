// The access token for Azure DevOps, beside the one for Graph in the session: asked for when a page of tokens is opened.
import { tokenOf, withAccessToken } from '../entryway/access-token.ts'
import { PERSONAL_ACCOUNTS_TENANT } from '../entryway/entra/authority.ts'
import { isUnknownScope } from '../entryway/entra/errors.ts'
import { Refusal, SignInRequired } from '../entryway/errors/errors.ts'
import type { AppContext } from '../entryway/http/request.ts'
import { log } from '../entryway/log.ts'
import { dropOldest } from '../entryway/session/evict-oldest.ts'
import type { Session } from '../entryway/session/session.ts'
import { bySettings } from '../entryway/settings/cache-per-settings.ts'

const AZURE_DEVOPS = '499b84ac-1321-427f-aa17-267ca6975798'
/** Creating takes both. Source: Azure DevOps release notes, sprint 257, "new Microsoft Entra OAuth scopes". */
const SCOPES = [`${AZURE_DEVOPS}/vso.pats`, `${AZURE_DEVOPS}/vso.pats_manage`]
/** What it took before; for a tenant that does not have those two yet. */
const FORMER_SCOPES = [`${AZURE_DEVOPS}/user_impersonation`]

/** AADSTS numbers: the API is not there in the tenant. */
const NOT_INSTALLED = [500011, 650052]

/** An administrator may mend the registration meanwhile. */
const REMEMBER_HOURS = 1
const MOST_TENANTS = 1000

/**
 * Until when (milliseconds) a tenant counts as not knowing `SCOPES`. It saves a request and no more: a session that was
 * given the former scope holds it in its record, whichever isolate reads that.
 */
const unawareTenants = bySettings(() => new Map<string, number>())

/**
 * Calls Azure DevOps with the person's token. Throws as `withAccessToken`; `SignInRequired` then says what to ask for
 * instead, should Entra not know the scopes only once the person is there.
 */
export async function withPatAccess<T>(
  c: AppContext,
  session: Session,
  call: (accessToken: string) => Promise<T>,
): Promise<T> {
  refusePersonalAccount(session)
  const isFormer = usesFormerScopes(c, session)
  const [first, second] = isFormer ? [FORMER_SCOPES, SCOPES] : [SCOPES, FORMER_SCOPES]
  try {
    return await withScopes(c, session, first, call)
  } catch (refused) {
    // Once the former scope opens nothing any more, the tenant may know the others.
    const isOfScopes = isFormer
      ? refused instanceof Refusal && refused.code === 'api_unauthorized'
      : isScopeUnknown(refused)
    if (!isOfScopes) throw inWordsOfTenant(refused)
    // One that is held would be renewed with all of its scopes, and those are what is wrong.
    const held = tokenOf(session, SCOPES)
    const accessTokens = session.use.accessTokens.filter((each) => each !== held)
    session.use = { ...session.use, accessTokens }
    return withScopes(c, session, second, call).catch((error) => {
      throw inWordsOfTenant(isScopeUnknown(error) ? refused : error)
    })
  }
}

/** Calls with a token for these scopes, and keeps what comes of it in mind: whether the tenant knows `SCOPES`. */
async function withScopes<T>(
  c: AppContext,
  session: Session,
  scopes: string[],
  call: (accessToken: string) => Promise<T>,
): Promise<T> {
  const { tenantId } = session.identity
  const unaware = unawareTenants(c.get('settings'))
  try {
    const answer = await withAccessToken(c, session, scopes, call)
    if (scopes === SCOPES) unaware.delete(tenantId)
    return answer
  } catch (error) {
    if (scopes !== SCOPES) throw error
    if (error instanceof SignInRequired) throw new SignInRequired({ ...error, otherwise: FORMER_SCOPES })
    if (isScopeUnknown(error)) {
      const operator =
        'user_impersonation was asked for instead: add the API permissions vso.pats, vso.pats_manage'
      log(c, 'refusal', { ...error.context, code: error.code, reason: 'scope_unknown', operator })
      unaware.set(tenantId, Date.now() + REMEMBER_HOURS * 3_600_000)
      dropOldest(unaware, MOST_TENANTS)
    }
    throw error
  }
}

/** Before the person types anything: consent is asked for now. */
export function ensurePatAccess(c: AppContext, session: Session): Promise<void> {
  return withPatAccess(c, session, () => Promise.resolve())
}

/** The token that is there already; null = none that still holds. Nobody is asked for one. @param now seconds */
export function heldPatAccess(session: Session, now: number): string | null {
  const held = tokenOf(session, SCOPES)
  return held && now < held.expiresAt ? held.token : null
}

function usesFormerScopes(c: AppContext, session: Session): boolean {
  const held = tokenOf(session, SCOPES)
  if (held) return FORMER_SCOPES.every((scope) => held.scopes.includes(scope))
  return Date.now() < (unawareTenants(c.get('settings')).get(session.identity.tenantId) ?? 0)
}

function isScopeUnknown(error: unknown): error is Refusal {
  return error instanceof Refusal && isUnknownScope(error.context.aadsts)
}

/** A directory without Azure DevOps, as those of customers are: not a fault of how the app is set up. */
function inWordsOfTenant(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error
  const { aadsts } = error.context
  if (!isScopeUnknown(error) && !NOT_INSTALLED.includes(aadsts ?? 0)) return error
  return new Refusal(error.code, {
    ...error.context,
    explanation: {
      title: 'Your directory has no Azure DevOps',
      text: 'The directory you signed in at does not know Azure DevOps, so there are no tokens to show. An account of a directory with an organization of Azure DevOps has some.',
      actions: ['choose_account', 'tell_administrator', 'home'],
    },
  })
}

/** Told before Entra or Azure DevOps is asked anything: neither would say it as plainly. */
function refusePersonalAccount({ identity }: Session): void {
  if (identity.tenantId !== PERSONAL_ACCOUNTS_TENANT) return
  throw new Refusal('api_forbidden', {
    reason: 'personal_account',
    explanation: {
      title: 'This needs a work or school account',
      text: 'You are signed in with a personal Microsoft account. Azure DevOps lets apps manage the personal access tokens of work and school accounts only.',
      actions: ['choose_account', 'home'],
    },
  })
}
