// The access token for Azure DevOps, beside the one for Graph in the session: asked for when a page of tokens is opened.
import { SignInRequired, tokenOf, withAccessToken } from '../access-token.ts'
import { PERSONAL_ACCOUNTS_TENANT } from '../entra/authority.ts'
import { isUnknownScope } from '../entra/errors.ts'
import { Refusal } from '../errors.ts'
import { log } from '../log.ts'
import type { AppContext } from '../request.ts'
import type { Session } from '../session/session.ts'
import type { Settings } from '../settings.ts'

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
const unaware = new WeakMap<Settings, Map<string, number>>()

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
  const scopes = scopesFor(c, session)
  try {
    return await withAccessToken(c, session, scopes, call)
  } catch (error) {
    if (scopes !== SCOPES) return withNewScopes(c, session, call, error)
    if (error instanceof SignInRequired) throw new SignInRequired({ ...error, otherwise: FORMER_SCOPES })
    if (!(error instanceof Refusal) || !isUnknownScope(error.context.aadsts)) throw inWordsOfTenant(error)
    const operator =
      'user_impersonation was asked for instead: add the API permissions vso.pats, vso.pats_manage'
    log(c, 'refusal', { ...error.context, code: error.code, reason: 'scope_unknown', operator })
    remember(c, session)
    session.use = withoutHeld(session)
    return withAccessToken(c, session, FORMER_SCOPES, call).catch((again) => {
      throw inWordsOfTenant(again)
    })
  }
}

/** The tenant may know the scopes by now, and the former one opens nothing any more. @throws `refused` when it does not */
async function withNewScopes<T>(
  c: AppContext,
  session: Session,
  call: (accessToken: string) => Promise<T>,
  refused: unknown,
): Promise<T> {
  if (!(refused instanceof Refusal) || refused.code !== 'api_unauthorized') throw inWordsOfTenant(refused)
  const { use } = session
  session.use = withoutHeld(session)
  try {
    const answer = await withAccessToken(c, session, SCOPES, call)
    unaware.get(c.get('settings'))?.delete(session.identity.tenantId)
    return answer
  } catch (error) {
    if (error instanceof SignInRequired) throw new SignInRequired({ ...error, otherwise: FORMER_SCOPES })
    if (!(error instanceof Refusal) || !isUnknownScope(error.context.aadsts)) throw error
    session.use = use
    throw refused
  }
}

/** One that is held would be renewed with all of its scopes, and those are what is wrong. */
function withoutHeld(session: Session): Session['use'] {
  const held = tokenOf(session, SCOPES)
  return { ...session.use, accessTokens: session.use.accessTokens.filter((each) => each !== held) }
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

function scopesFor(c: AppContext, session: Session): string[] {
  const held = tokenOf(session, SCOPES)
  const until = unaware.get(c.get('settings'))?.get(session.identity.tenantId) ?? 0
  const former = held ? FORMER_SCOPES.every((scope) => held.scopes.includes(scope)) : Date.now() < until
  return former ? FORMER_SCOPES : SCOPES
}

function remember(c: AppContext, session: Session): void {
  const tenants = unaware.get(c.get('settings')) ?? new Map<string, number>()
  if (tenants.size >= MOST_TENANTS) tenants.clear()
  tenants.set(session.identity.tenantId, Date.now() + REMEMBER_HOURS * 3_600_000)
  unaware.set(c.get('settings'), tenants)
}

/** A directory without Azure DevOps, as those of customers are: not a fault of how the app is set up. */
function inWordsOfTenant(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error
  const { aadsts } = error.context
  if (!isUnknownScope(aadsts) && !NOT_INSTALLED.includes(aadsts ?? 0)) return error
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
