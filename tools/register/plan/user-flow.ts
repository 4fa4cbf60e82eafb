// Customer sign-up (External ID): the app's user flow.

import { type Attribute, attributeLabel } from '../../app-registration/sign-up-attributes.ts'
import { type Change, type Difference, placeholder } from '../change/change.ts'
import type { SignUpMethod } from '../command-line/options.ts'
import type { UserFlow } from '../graph/graph-objects.ts'

const FLOWS = '/identity/authenticationEventsFlows'
const PROVIDERS = { password: 'EmailPassword-OAUTH', passcode: 'EmailOtpSignup-OAUTH' } as const

/** Marks a user flow as created by this command, so that it may be deleted. */
export const FLOW_DESCRIPTION = 'Made by npm run register.'

export const defaultFlowName = (appName: string): string => `${appName} sign-up and sign-in`

export type WantedFlow = { displayName: string; method: SignUpMethod; attributes: Attribute[] }

const includes = (flow: UserFlow, clientId: string | null) =>
  (flow.conditions.applications?.includeApplications ?? []).some(({ appId }) => appId === clientId)

/** The app's flow; an app has at most one. */
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
    existing: 'nothing to read',
  })
  return changes
}

/** Finds a flow's ID by name. */
const named = (displayName: string) => (json: unknown) => {
  const { value } = json as { value?: unknown }
  const flows = Array.isArray(value) ? (value as { displayName?: unknown }[]) : []
  return flows.find((flow) => flow?.displayName === displayName) ?? null
}

export const leave = (flow: UserFlow, clientId: string): Change => ({
  sentence: `Remove the application from the user flow "${flow.displayName}"`,
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

/** How a user flow differs from the requested one. Fixed in the admin center only, because customers use it. */
export function flowWarning(wanted: WantedFlow, flows: UserFlow[]): string | null {
  const flow = flows.find(({ displayName }) => displayName === wanted.displayName)
  const providers = flow?.onAuthenticationMethodLoadStart.identityProviders ?? []
  if (providers.length === 0 || providers.some(({ id }) => id === PROVIDERS[wanted.method])) return null
  return `The user flow "${flow?.displayName}" signs users up with ${providers.map(({ id }) => id).join(', ')}, not with email and ${wanted.method}. Change it in the admin center under External Identities > User flows.`
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
    sentence: `Create the user flow "${displayName}": email with ${method}, asking for ${asked.map(({ label }) => label).join(', ') || 'nothing else'}`,
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
    existing: { path: FLOWS, area: 'user_flow', pick: named(displayName) },
  }
}
