// External ID user flows: how an app's customers authenticate, and what they are asked at sign-up.
import type { AppRegistration } from './app-registration.ts'
import { badRequest } from './graph-refusal.ts'
import { tenantOf } from './tenants.ts'
import { FLOW_TYPE, type UserFlowChange } from './user-flow-body.ts'

const NAMESPACE = '#microsoft.graph.'
const SIGN_UP = 'ExternalUsersSelfServiceSignUp'

type Json = Record<string, unknown>

export type UserFlow = {
  id: string
  tenantId: string
  displayName: string
  description: string | null
  priority: number
  signUpAllowed: boolean
  identityProviders: string[]
  /** As set: the attributes asked at sign-up, and the page's layout. */
  attributes: Json[]
  attributePage: Json
  /** Client IDs of its apps. */
  appIds: string[]
  /** Milliseconds. */
  createdAt: number
}

const identityProviderNames: Record<string, { displayName: string; identityProviderType: string }> = {
  'EmailPassword-OAUTH': { displayName: 'Email with password', identityProviderType: 'EmailPassword' },
  'EmailOtpSignup-OAUTH': { displayName: 'Email one-time passcode', identityProviderType: 'EmailOTP' },
}

const PRIORITY = 500

export const emptyUserFlow = (tenantId: string, createdAt: number): UserFlow => ({
  id: crypto.randomUUID(),
  tenantId,
  displayName: '',
  description: null,
  priority: PRIORITY,
  signUpAllowed: true,
  identityProviders: [],
  attributes: [],
  attributePage: {},
  appIds: [],
  createdAt,
})

/** The updated flow; omitted properties are unchanged. Apps are not part of it. Throws GraphRefusal. */
export function changedFlow(flow: UserFlow, change: UserFlowChange): UserFlow {
  const { onInteractiveAuthFlowStart, onAuthenticationMethodLoadStart, onAttributeCollection } = change
  const providers =
    onAuthenticationMethodLoadStart?.identityProviders.map(({ id }) => id) ?? flow.identityProviders
  const unknown = providers.find((id) => !Object.hasOwn(identityProviderNames, id))
  if (unknown !== undefined)
    throw badRequest(`The identity provider '${unknown}' is not configured in the tenant.`)
  return {
    ...flow,
    displayName: change.displayName ?? flow.displayName,
    description: change.description === undefined ? flow.description : change.description,
    priority: change.priority ?? flow.priority,
    signUpAllowed: onInteractiveAuthFlowStart?.isSignUpAllowed ?? flow.signUpAllowed,
    identityProviders: providers,
    attributes: onAttributeCollection?.attributes ?? flow.attributes,
    attributePage: onAttributeCollection?.attributeCollectionPage ?? flow.attributePage,
  }
}

export const includedApplicationOf = (appId: string) => ({
  '@odata.type': `${NAMESPACE}authenticationConditionApplication`,
  appId,
})

export const userFlowOf = (flow: UserFlow) => ({
  '@odata.type': FLOW_TYPE,
  id: flow.id,
  displayName: flow.displayName,
  description: flow.description,
  priority: flow.priority,
  conditions: {
    applications: {
      includeAllApplications: false,
      includeApplications: flow.appIds.map(includedApplicationOf),
    },
  },
  onInteractiveAuthFlowStart: {
    '@odata.type': `${NAMESPACE}onInteractiveAuthFlowStart${SIGN_UP}`,
    isSignUpAllowed: flow.signUpAllowed,
  },
  onAuthenticationMethodLoadStart: {
    '@odata.type': `${NAMESPACE}onAuthenticationMethodLoadStart${SIGN_UP}`,
    identityProviders: flow.identityProviders.map((id) => ({
      '@odata.type': `${NAMESPACE}builtInIdentityProvider`,
      id,
      ...identityProviderNames[id],
      state: null,
    })),
  },
  onAttributeCollection: {
    '@odata.type': `${NAMESPACE}onAttributeCollection${SIGN_UP}`,
    attributes: flow.attributes,
    attributeCollectionPage: flow.attributePage,
  },
  onUserCreateStart: {
    '@odata.type': `${NAMESPACE}onUserCreateStart${SIGN_UP}`,
    userTypeToCreate: 'member',
    accessPackages: [],
  },
})

const attribute = (id: string, displayName: string): Json => ({
  id,
  displayName,
  description: displayName,
  userFlowAttributeType: 'builtIn',
  dataType: 'string',
})

/** The initial apps allow sign-up. */
export function firstUserFlows(apps: AppRegistration[]): UserFlow[] {
  const served = apps.filter((app) => tenantOf(app).kind === 'customers')
  return [...new Set(served.map(({ tenantId }) => tenantId))].map((tenantId) => ({
    ...emptyUserFlow(tenantId, 0),
    displayName: 'Sign up and sign in',
    identityProviders: ['EmailPassword-OAUTH'],
    attributes: [
      attribute('email', 'Email Address'),
      attribute('displayName', 'Display Name'),
      attribute('givenName', 'Given Name'),
      attribute('surname', 'Surname'),
    ],
    appIds: served.filter((app) => app.tenantId === tenantId).map(({ clientId }) => clientId),
  }))
}

/** The sign-up flow of the app's customers; null = no sign-up. */
export const signUpFlowOf = (flows: UserFlow[], { clientId }: AppRegistration): UserFlow | null =>
  flows.find(({ appIds, signUpAllowed }) => signUpAllowed && appIds.includes(clientId)) ?? null

export const asksPassword = ({ identityProviders }: UserFlow) =>
  identityProviders.includes('EmailPassword-OAUTH')

export const asksAttribute = ({ attributes }: UserFlow, wanted: string) =>
  attributes.some(({ id }) => id === wanted)
