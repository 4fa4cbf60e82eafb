// GET and PATCH of the policy for the email authentication method.
import { Hono } from 'hono'
import * as v from 'valibot'
import { atFirst } from '../../directory/email-method.ts'
import type { State } from '../../state/state.ts'
import type { GraphEnv } from '../caller.ts'
import { entity } from '../odata/collection.ts'
import { emailMethodType } from '../odata/metadata.ts'
import { readBody } from '../request-body.ts'
import { asOperator, rights } from './operator.ts'

const TYPE = '#microsoft.graph.emailAuthenticationMethodConfiguration'

const PATH = '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/email'

const onOrOff = v.picklist(['enabled', 'disabled'])

const changedMethod = v.strictObject({
  '@odata.type': v.literal(TYPE),
  id: v.optional(v.string()),
  state: v.optional(onOrOff),
  allowExternalIdToUseEmailOtp: v.optional(v.picklist(['default', 'enabled', 'disabled'])),
  includeTargets: v.optional(v.array(v.unknown())),
  excludeTargets: v.optional(v.array(v.unknown())),
})

export function emailMethodRoutes(state: State): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>()
  routes.get(PATH, (c) =>
    asOperator(c, state, rights.authenticationMethods, ({ tenant }) =>
      c.json(
        entity(c, emailMethodType, 'authenticationMethodConfigurations', {
          '@odata.type': TYPE,
          id: 'Email',
          ...(state.emailMethods.get(tenant.id) ?? atFirst),
          excludeTargets: [],
          includeTargets: [{ id: 'all_users', isRegistrationRequired: false, targetType: 'group' }],
        }),
      ),
    ),
  )
  routes.patch(PATH, (c) =>
    asOperator(c, state, rights.authenticationMethods, async ({ tenant }) => {
      const body = await readBody(c, changedMethod, 'EmailAuthenticationMethodConfiguration')
      const before = state.emailMethods.get(tenant.id) ?? atFirst
      state.emailMethods.set(tenant.id, {
        state: body.state ?? before.state,
        allowExternalIdToUseEmailOtp:
          body.allowExternalIdToUseEmailOtp ?? before.allowExternalIdToUseEmailOtp,
      })
      return c.body(null, 204)
    }),
  )
  return routes
}
