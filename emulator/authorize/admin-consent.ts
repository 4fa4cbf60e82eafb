// GET and POST /adminconsent: an administrator grants an app's permissions for the whole tenant.
import { type Context, Hono } from 'hono'
import { errorValues } from '../directory/app-registration.ts'
import { type Role, requiredRoles } from '../directory/application-permission.ts'
import { type Authority, findAuthority } from '../directory/authority.ts'
import { grantAdminConsent } from '../directory/consent.ts'
import { graph } from '../directory/microsoft-apis.ts'
import { knownApps } from '../directory/replication.ts'
import { resourceCalled } from '../directory/resource.ts'
import { asksForScopes, fullNames, parseScope, type Scope } from '../directory/scope.ts'
import { installApp } from '../directory/service-principal.ts'
import type { Tenant } from '../directory/tenants.ts'
import { errorPage } from '../pages/error-page.ts'
import { correlationIdOf } from '../protocol/correlation.ts'
import { EntraError, errorFields } from '../protocol/entra-error.ts'
import { form, type Parameters, passedOn, query, required } from '../protocol/parameters.ts'
import { readClient } from '../state/authorize-request.ts'
import { checkScopesKnown } from '../state/azure-devops-refusal.ts'
import { takeAadsts } from '../state/faults.ts'
import type { State } from '../state/state.ts'
import { adminConsentPage } from './admin-consent-page.ts'
import { answer } from './answer.ts'

/** Without /v2.0, the registration determines the permissions and the response names no scope. */
type Version = 'v1' | 'v2.0'

/** The tenants whose administrators may consent. Personal accounts have none. */
const tenantsOf = ({ tenants }: State, { tenant, kinds }: Authority): Tenant[] =>
  (tenant
    ? [tenant]
    : tenants.filter(({ kind, cloudInstance }) => !cloudInstance && kinds.includes(kind))
  ).filter(({ kind }) => kind !== 'personal')

/** Throws errors that Entra shows on its own page, because there is no URL to redirect to. */
function readAsked(c: Context, state: State, parameters: Parameters) {
  const authority = findAuthority(c, state.tenants)
  const { app, returnAddress } = readClient(
    knownApps(state.faults, state.apps, state.now()),
    authority,
    parameters,
  )
  const choices = tenantsOf(state, authority)
  if (choices.length === 0) throw new EntraError(9001023)
  return { authority, app, choices, returnAddress: { ...returnAddress, responseMode: 'query' as const } }
}

type Asked = ReturnType<typeof readAsked>

type Permissions = { scope: Scope; roles: Role[] }

const DEFAULT = /\/?\.default$/i

/** Throws errors that Entra reports to the app. `API/.default` includes app roles, and may be app roles only. */
function readPermissions(
  state: State,
  { app }: Asked,
  parameters: Parameters,
  version: Version,
): Permissions {
  const all = requiredRoles(app, state.apps)
  const words = version === 'v1' ? app.permissions : required(parameters, 'scope').split(' ').filter(Boolean)
  const defaults = words.filter((word) => DEFAULT.test(word))
  const isOf = ({ resource }: Role, word: string) =>
    resourceCalled(word.replace(DEFAULT, '') || graph.id, state.apps)?.id === resource.id
  const roles = all.filter((role) => version === 'v1' || defaults.some((word) => isOf(role, word)))
  const isOfRolesAlone = (word: string) =>
    roles.some((role) => isOf(role, word)) && !asksForScopes(app, word, state.apps)
  const delegated = words.filter((word) => !(defaults.includes(word) && isOfRolesAlone(word)))
  const scope = parseScope(delegated.join(' '), app, state.apps)
  checkScopesKnown(state.faults, app, scope)
  return { scope, roles }
}

/** Entra sends `admin_consent=True` even with an error (redirects#admin-consent-cancelled). */
function answerError(c: Context, state: State, { returnAddress }: Asked, error: EntraError) {
  const occasion = { origin: new URL(c.req.url).origin, now: state.now(), correlationId: correlationIdOf(c) }
  return answer(c, returnAddress, { ...errorFields(error, occasion), admin_consent: 'True' })
}

/** Runs `serve` and redirects its errors to the app. */
function orAnswerError(c: Context, state: State, asked: Asked, serve: () => Response | Promise<Response>) {
  try {
    const fault = takeAadsts(state.faults, 'page')
    if (fault !== null) {
      const tenant = asked.authority.displayName
      const values = { ...errorValues(asked.app), tenant, username: '{EmailHidden}' }
      throw new EntraError(fault, values, { error: 'access_denied' })
    }
    return serve()
  } catch (error) {
    if (!(error instanceof EntraError)) throw error
    return answerError(c, state, asked, error)
  }
}

function readTenant({ choices }: Asked, posted: Parameters): Tenant {
  const tenant = choices.find(({ id }) => id === (posted.get('tenant_id') ?? choices[0]?.id))
  if (!tenant) throw new EntraError(9002313)
  return tenant
}

function grant(
  c: Context,
  state: State,
  asked: Asked,
  tenant: Tenant,
  { scope, roles }: Permissions,
  version: Version,
) {
  const { app, returnAddress } = asked
  grantAdminConsent(state, tenant, app, scope)
  const before = state.applicationPermissions.get(app.clientId) ?? []
  const granted = roles.map(({ resource, role }) => `${resource.id}/${role.name}`)
  if (granted.length > 0) {
    state.applicationPermissions.set(app.clientId, [...new Set([...before, ...granted])])
  }
  installApp(state, tenant.id, app, state.now())
  const told = version === 'v1' ? {} : { scope: fullNames(scope).join(' ') }
  return answer(c, returnAddress, { admin_consent: 'True', tenant: tenant.id, ...told })
}

export function adminConsentRoutes(state: State): Hono {
  const app = new Hono()
  app.onError((error, c) => errorPage(c, error, state.now()))
  for (const version of ['v1', 'v2.0'] as const) {
    const path = version === 'v1' ? '/:tenant/adminconsent' : '/:tenant/v2.0/adminconsent'
    app.get(path, (c) => {
      const parameters = query(c)
      const asked = readAsked(c, state, parameters)
      return orAnswerError(c, state, asked, () => {
        const permissions = readPermissions(state, asked, parameters, version)
        const fields = passedOn(parameters, ['client_id', 'scope', 'redirect_uri', 'state'])
        const action = `/${asked.authority.path}${version === 'v1' ? '' : '/v2.0'}/adminconsent`
        c.header('Cache-Control', 'no-store, no-cache')
        return c.html(adminConsentPage({ ...asked, ...permissions, action }, fields))
      })
    })

    app.post(path, async (c) => {
      const posted = await form(c)
      const asked = readAsked(c, state, posted)
      const tenant = readTenant(asked, posted)
      return orAnswerError(c, state, asked, () => {
        const permissions = readPermissions(state, asked, posted, version)
        const action = posted.get('action')
        if (action === 'accept') return grant(c, state, asked, tenant, permissions, version)
        if (action === 'cancel') throw new EntraError(65004)
        // Users who aren't administrators are sent back (redirects#admin-consent-cancelled-2019).
        return answer(c, asked.returnAddress, { error: 'access_denied', error_subcode: 'cancel' })
      })
    })
  }
  return app
}
