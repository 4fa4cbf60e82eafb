// The app in its tenant: its service principal, the consent for everybody, and for customers the user flow.
import type { PermissionGrant, UserFlow } from './application.ts'
import { type Attribute, attributeLabel } from './attribute.ts'
import type { Json } from './call.ts'
import { type Change, type Difference, placeholder } from './change.ts'
import type { SignUpMethod } from './options.ts'
import type { ApiPermissions } from './permission.ts'

/** Shows the app under "Enterprise applications", as the admin center does with its own. */
const INTEGRATED = 'WindowsAzureActiveDirectoryIntegratedApp'

export function planServicePrincipal(servicePrincipalId: string | null): Change[] {
  if (servicePrincipalId !== null) return []
  return [
    {
      sentence: 'Add the application to this tenant (its service principal)',
      differences: [],
      call: {
        method: 'POST',
        path: '/servicePrincipals',
        body: { appId: placeholder('client id'), tags: [INTEGRATED] },
        area: 'application',
      },
      learns: { 'service principal id': 'id' },
      existing: {
        path: `/servicePrincipals(appId='${placeholder('client id')}')?$select=id`,
        area: 'application',
      },
    },
  ]
}

/** `resourceId`: of the service principal that the API has in this tenant. */
export type Consent = { api: ApiPermissions; resourceId: string }

const words = (text: string) => text.split(' ').filter(Boolean)

export function planConsent(consents: Consent[], grants: PermissionGrant[]): Change[] {
  return consents.flatMap(({ api, resourceId }): Change[] => {
    const wanted = api.scopes.map(({ name }) => name)
    const grant = grants.find(
      (each) => each.resourceId === resourceId && each.consentType === 'AllPrincipals',
    )
    const granted = words(grant?.scope ?? '')
    const missing = wanted.filter((name) => !granted.includes(name))
    if (missing.length === 0) return []
    const scope = [...granted, ...missing].join(' ')
    const body: Json = {
      clientId: placeholder('service principal id'),
      consentType: 'AllPrincipals',
      principalId: null,
      resourceId,
      scope,
    }
    return [
      {
        sentence: `Consent for everybody to ${missing.join(', ')} of ${api.resourceName}`,
        differences: grant
          ? missing.map((name) => ({ what: `consent to ${name}`, is: 'missing', becomes: 'given' }))
          : [],
        call: grant
          ? { method: 'PATCH', path: `/oauth2PermissionGrants/${grant.id}`, body: { scope }, area: 'consent' }
          : { method: 'POST', path: '/oauth2PermissionGrants', body, area: 'consent' },
      },
    ]
  })
}

const FLOWS = '/identity/authenticationEventsFlows'
const PROVIDERS = { password: 'EmailPassword-OAUTH', passcode: 'EmailOtpSignup-OAUTH' } as const

/** Marks a user flow as made by this command, so that it may be deleted. */
export const FLOW_DESCRIPTION = 'Made by npm run register.'

export type WantedFlow = { displayName: string; method: SignUpMethod; attributes: Attribute[] }

const includes = (flow: UserFlow, clientId: string | null) =>
  (flow.conditions.applications?.includeApplications ?? []).some(({ appId }) => appId === clientId)

/** The flow that the app has; it may have one. */
export const flowOf = (flows: UserFlow[], clientId: string | null): UserFlow | null =>
  flows.find((flow) => includes(flow, clientId)) ?? null

export function planUserFlow(wanted: WantedFlow, flows: UserFlow[], clientId: string | null): Change[] {
  const present = flowOf(flows, clientId)
  const named = flows.find(({ displayName }) => displayName === wanted.displayName)
  if (named && present === named) return []
  const changes: Change[] = []
  const differences: Difference[] = []
  if (present) {
    differences.push({ what: 'user flow', is: present.displayName, becomes: wanted.displayName })
    changes.push({ ...leave(present, clientId ?? ''), differences })
  }
  if (!named) changes.push(creation(wanted))
  const id = named?.id ?? placeholder('user flow id')
  changes.push({
    sentence: `Use the user flow "${wanted.displayName}" for the application`,
    differences: [],
    call: {
      method: 'POST',
      path: `${FLOWS}/${id}/conditions/applications/includeApplications`,
      body: {
        '@odata.type': '#microsoft.graph.authenticationConditionApplication',
        appId: placeholder('client id'),
      },
      area: 'user_flow',
    },
  })
  return changes
}

export const leave = (flow: UserFlow, clientId: string): Change => ({
  sentence: `Take the application out of the user flow "${flow.displayName}"`,
  differences: [],
  call: {
    method: 'DELETE',
    path: `${FLOWS}/${flow.id}/conditions/applications/includeApplications/${clientId}`,
    area: 'user_flow',
  },
})

export const flowDeletion = (flow: UserFlow): Change => ({
  sentence: `Delete the user flow "${flow.displayName}"`,
  differences: [],
  call: { method: 'DELETE', path: `${FLOWS}/${flow.id}`, area: 'user_flow' },
})

/** What a user flow differs in from the one asked for, which is the admin center's to change: customers are in it. */
export function flowWarning(wanted: WantedFlow, flows: UserFlow[]): string | null {
  const flow = flows.find(({ displayName }) => displayName === wanted.displayName)
  const providers = flow?.onAuthenticationMethodLoadStart.identityProviders ?? []
  if (providers.length === 0 || providers.some(({ id }) => id === PROVIDERS[wanted.method])) return null
  return `The user flow "${flow?.displayName}" signs people up by ${providers.map(({ id }) => id).join(', ')}, not by e-mail and ${wanted.method}. Change it in the admin center under External Identities > User flows.`
}

const EMAIL = {
  attribute: { id: 'email', displayName: 'Email Address', description: 'Email address of the user' },
  input: { attribute: 'email', label: 'Email Address', hidden: true, editable: false, required: true },
  pattern: "^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9-]+(?:\\.[a-zA-Z0-9-]+)*$",
}

function creation({ displayName, method, attributes }: WantedFlow): Change {
  const builtIn = { userFlowAttributeType: 'builtIn', dataType: 'string' }
  const typed = { inputType: 'text', writeToDirectory: true }
  const asked = attributes.map((id) => ({ id, label: attributeLabel(id) }))
  const type = (name: string) => ({ '@odata.type': `#microsoft.graph.${name}` })
  return {
    sentence: `Make the user flow "${displayName}": e-mail with ${method}, asking for ${asked.map(({ label }) => label).join(', ') || 'nothing else'}`,
    differences: [],
    call: {
      method: 'POST',
      path: FLOWS,
      body: {
        ...type('externalUsersSelfServiceSignUpEventsFlow'),
        displayName,
        description: FLOW_DESCRIPTION,
        onAuthenticationMethodLoadStart: {
          ...type('onAuthenticationMethodLoadStartExternalUsersSelfServiceSignUp'),
          identityProviders: [{ id: PROVIDERS[method] }],
        },
        onInteractiveAuthFlowStart: {
          ...type('onInteractiveAuthFlowStartExternalUsersSelfServiceSignUp'),
          isSignUpAllowed: true,
        },
        onAttributeCollection: {
          ...type('onAttributeCollectionExternalUsersSelfServiceSignUp'),
          attributes: [
            { ...EMAIL.attribute, ...builtIn },
            ...asked.map(({ id, label }) => ({ id, displayName: label, description: label, ...builtIn })),
          ],
          attributeCollectionPage: {
            views: [
              {
                inputs: [
                  { ...EMAIL.input, ...typed, validationRegEx: EMAIL.pattern },
                  ...asked.map(({ id, label }) => ({
                    attribute: id,
                    label,
                    ...typed,
                    hidden: false,
                    editable: true,
                    required: id === 'displayName',
                    validationRegEx: '^.*',
                  })),
                ],
              },
            ],
          },
        },
      },
      area: 'user_flow',
    },
    learns: { 'user flow id': 'id' },
  }
}
