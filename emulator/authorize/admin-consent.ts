// GET and POST /adminconsent: an administrator lets an app use what it asks for, for everybody in the tenant.
import { type Context, Hono } from 'hono'
import { type Authority, findAuthority } from '../directory/authority.ts'
import { grantAdminConsent } from '../directory/consent.ts'
import { fullNames, parseScope } from '../directory/scope.ts'
import { installApp } from '../directory/service-principal.ts'
import type { Tenant } from '../directory/tenants.ts'
import { errorPage } from '../pages/error-page.ts'
import { correlationIdOf } from '../protocol/correlation.ts'
import { EntraError, errorFields } from '../protocol/entra-error.ts'
import { form, type Parameters, passedOn, query, required } from '../protocol/parameters.ts'
import { readClient } from '../state/authorize-request.ts'
import { checkScopesKnown } from '../state/azure-devops-refusal.ts'
import type { State } from '../state/state.ts'
import { adminConsentPage } from './admin-consent-page.ts'
import { answer } from './answer.ts'

/** The tenants whose administrator may answer; a personal account has none. */
const tenantsOf = ({ tenants }: State, { tenant, kinds }: Authority): Tenant[] =>
  (tenant ? [tenant] : tenants.filter(({ kind }) => kinds.includes(kind))).filter(
    ({ kind }) => kind !== 'personal',
  )

function readAdminConsent(c: Context, state: State, parameters: Parameters) {
  const authority = findAuthority(c, state.tenants)
  const { app, returnAddress } = readClient(state.apps, authority, parameters)
  const choices = tenantsOf(state, authority)
  if (choices.length === 0) throw new EntraError(9001023)
  const scope = parseScope(required(parameters, 'scope'), app)
  checkScopesKnown(state.faults, app, scope)
  return {
    authority,
    app,
    returnAddress: { ...returnAddress, responseMode: 'query' as const },
    choices,
    scope,
  }
}

export function adminConsentRoutes(state: State): Hono {
  const app = new Hono()
  const path = '/:tenant/v2.0/adminconsent'
  app.onError((error, c) => errorPage(c, error, state.now()))
  app.get(path, (c) => {
    const parameters = query(c)
    const asked = readAdminConsent(c, state, parameters)
    const fields = passedOn(parameters, ['client_id', 'scope', 'redirect_uri', 'state'])
    return c.html(adminConsentPage(asked, fields), 200, { 'Cache-Control': 'no-store, no-cache' })
  })

  app.post(path, async (c) => {
    const posted = await form(c)
    const { app, returnAddress, choices, scope } = readAdminConsent(c, state, posted)
    if (posted.get('action') !== 'accept') {
      const occasion = {
        origin: new URL(c.req.url).origin,
        now: state.now(),
        correlationId: correlationIdOf(c),
      }
      const refusal = new EntraError(65004, {}, { error: 'consent_required' })
      return answer(c, returnAddress, { admin_consent: 'True', ...errorFields(refusal, occasion) })
    }
    const tenant = choices.find(({ id }) => id === (posted.get('tenant_id') ?? choices[0]?.id))
    if (!tenant) throw new EntraError(9002313)
    grantAdminConsent(state, tenant, app, scope)
    installApp(state, tenant.id, app, state.now())
    return answer(c, returnAddress, {
      admin_consent: 'True',
      tenant: tenant.id,
      scope: fullNames(scope).join(' '),
    })
  })
  return app
}
