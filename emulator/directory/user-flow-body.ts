// The body of a request for a user flow. Unknown properties are rejected.
import * as v from 'valibot'

export const FLOW_TYPE = '#microsoft.graph.externalUsersSelfServiceSignUpEventsFlow'

const json = v.record(v.string(), v.unknown())
const odataType = { '@odata.type': v.optional(v.string()) }
const application = v.object({ ...odataType, appId: v.string() })

const settings = {
  '@odata.type': v.literal(FLOW_TYPE),
  description: v.nullable(v.string()),
  priority: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)),
  conditions: v.strictObject({
    applications: v.strictObject({
      ...odataType,
      includeAllApplications: v.optional(v.literal(false)),
      includeApplications: v.optional(v.array(application), []),
    }),
  }),
  onInteractiveAuthFlowStart: v.strictObject({ ...odataType, isSignUpAllowed: v.boolean() }),
  onAuthenticationMethodLoadStart: v.strictObject({
    ...odataType,
    identityProviders: v.pipe(v.array(v.object({ ...odataType, id: v.string() })), v.minLength(1)),
  }),
  onAttributeCollection: v.strictObject({
    ...odataType,
    attributes: v.optional(v.array(v.looseObject({ id: v.string() })), []),
    attributeCollectionPage: v.optional(json, {}),
  }),
  onUserCreateStart: v.nullable(json),
}

const displayName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(256))

export const newUserFlow = v.strictObject({
  displayName,
  ...v.partial(v.object(settings), [
    'description',
    'priority',
    'conditions',
    'onAttributeCollection',
    'onUserCreateStart',
  ]).entries,
})

export const changedUserFlow = v.strictObject({
  ...v.partial(v.object({ displayName, ...settings })).entries,
  '@odata.type': settings['@odata.type'],
})

export const includedApplication = v.strictObject(application.entries)

export type UserFlowChange = Omit<v.InferOutput<typeof changedUserFlow>, '@odata.type'>
