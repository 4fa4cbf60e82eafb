// Signs the operator in, and makes sure it is the intended tenant.
import { isGuid, parseAuthority } from '../../../src/entryway/protocol.ts'
import type { AccountKind } from '../../app-registration/account-kind.ts'
import { isManyTenants, type Tenant } from '../../app-registration/tenant.ts'
import { askTenantType } from '../../app-registration/tenant-type.ts'
import { permissionFor } from '../change/access-right.ts'
import type { Options } from '../command-line/options.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'
import type { Screen } from '../command-line/screen.ts'
import type { Surroundings } from '../command-line/surroundings.ts'
import type { DevVars } from '../dev-vars/dev-vars.ts'
import { readTenant } from '../graph/directory.ts'
import { type Graph, GraphRefusal, openGraph } from '../graph/graph.ts'
import { claimsInToken } from '../graph/token-claims.ts'
import type { Outline } from '../prompts/answers.ts'
import type { Ask } from '../prompts/questions.ts'
import { signInByBrowser } from './browser-sign-in.ts'
import { signInByDeviceCode } from './device-code.ts'
import { findSignInAuthority, type SignInAuthority } from './sign-in-authority.ts'

type SignedIn = { at: SignInAuthority; graph: Graph; tenant: Tenant }

/** If no flag sets it: the tenant in .dev.vars, else the one entered at the prompt, else the account's own. */
export async function chooseTenant(options: Options, devVars: DevVars, ask: Ask | null): Promise<Options> {
  if (options.tenant || options.authority) return options
  const known = options.overwrite ? null : parseAuthority(devVars.variables.AUTHORITY ?? '')
  if (known && !isManyTenants(known.tenant)) return { ...options, authority: known.url }
  const tenant = (await ask?.tenant())?.trim()
  const authority = known ? `${known.origin}/${tenant || 'organizations'}` : null
  if (authority) return { ...options, authority }
  return tenant ? { ...options, tenant } : options
}

/** Finds elsewhere what Graph withholds: everything from an app's own token, the tenant's kind from a user's. */
async function knownTenant(
  graph: Graph,
  token: string,
  { authority, tenantId, forCustomers: namedHost }: SignInAuthority,
  kind: AccountKind | null,
  screen: Screen,
): Promise<Tenant> {
  const { tid } = claimsInToken(token)
  const fallbackId = tenantId ?? (typeof tid === 'string' && isGuid(tid) ? tid : null)
  const tenant = await readTenant(graph).catch((error: unknown) => {
    if (!(error instanceof GraphRefusal) || error.error?.status !== 403 || fallbackId === null) throw error
    return { id: fallbackId, displayName: fallbackId, domains: [], name: null, forCustomers: null }
  })
  if (tenant.forCustomers !== null) return tenant
  const found = namedHost ? { forCustomers: true } : await askTenantType(authority, tenant)
  if (found.forCustomers === null) {
    screen.say(
      `Could not determine whether this is a tenant for customers (External ID): ${found.why}. ${
        kind === 'customers'
          ? 'If it is an organization’s tenant, run this with --kind tenant.'
          : 'If it is one, run this with --kind customers.'
      }`,
    )
  }
  return { ...tenant, forCustomers: found.forCustomers }
}

/** Uses the browser if available, unless the user prefers a code. */
async function signInAtEntra(
  at: SignInAuthority,
  { signInClient, deviceCode }: Options,
  permissions: string[],
  screen: Screen,
  surroundings: Surroundings,
): Promise<string> {
  const { openBrowser } = surroundings
  if (!deviceCode) {
    const token =
      typeof openBrowser === 'string'
        ? { missing: openBrowser }
        : await signInByBrowser(at, signInClient, permissions, { screen, openBrowser })
    if (typeof token === 'string') return token
    screen.say(
      `Sign in with a code, because ${token.missing}. Many tenants block that, so use a browser if you can.`,
    )
  }
  return signInByDeviceCode(at, signInClient, permissions, { screen, ...surroundings })
}

/** Names the option that requests permissions beyond registering, which need an administrator's consent. */
function withoutMore(error: unknown, { kind, adminConsent }: Outline): unknown {
  if (!(error instanceof RegisterRefusal) || !['sign_in', 'right'].includes(error.kind)) return error
  const less =
    kind === 'customers'
      ? 'It asks for more permissions because of --kind customers, which is for External ID. In an organization’s tenant, use --kind tenant.'
      : adminConsent
        ? 'It asks for more permissions because of --admin-consent. Leave that out, and have an administrator consent later.'
        : ''
  return less === '' ? error : new RegisterRefusal(error.kind, error.message, `${error.next} ${less}`)
}

/** @throws {RegisterRefusal} */
export async function signIn(
  options: Options,
  outline: Outline,
  screen: Screen,
  surroundings: Surroundings,
): Promise<SignedIn> {
  const { kind, adminConsent } = outline
  const at = await findSignInAuthority(options)
  const permissions = [
    permissionFor('tenant'),
    permissionFor('application'),
    ...(adminConsent ? [permissionFor('consent')] : []),
    ...(kind === 'customers' ? [permissionFor('user_flow')] : []),
  ]
  const token =
    surroundings.environment.GRAPH_TOKEN ||
    (await signInAtEntra(at, options, permissions, screen, surroundings).catch((error: unknown) => {
      throw withoutMore(error, outline)
    }))
  const graph = openGraph(at.graphUrl, token, surroundings)
  const tenant = await knownTenant(graph, token, at, kind, screen)
  graph.tenantIs(tenant.forCustomers)
  if (isGuid(at.tenantId) && at.tenantId !== tenant.id) {
    const isGiven = Boolean(surroundings.environment.GRAPH_TOKEN)
    throw new RegisterRefusal(
      'sign_in',
      `${isGiven ? 'The token in GRAPH_TOKEN is for' : 'You signed in to'} ${tenant.displayName} (${tenant.id}), not ${isGiven ? 'for' : 'to'} ${at.authority.tenant}.`,
      `${isGiven ? 'Get a token for the right tenant, unset GRAPH_TOKEN to sign in, or run this' : 'Run this again with an account of the right tenant, or'} with another ${options.authority ? '--authority' : '--tenant'}.`,
    )
  }
  return { at, graph, tenant }
}
