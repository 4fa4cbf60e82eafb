// The rights that each part of the work needs: a permission of the tool, and a role of the person.

type Right = {
  /** Delegated, for a person who signs in. */
  permission: string
  /** For an app of its own, such as a pipeline. */
  appPermission: string
  role: string
  doing: string
}

const RIGHTS = {
  tenant: {
    permission: 'User.Read',
    appPermission: 'Organization.Read.All',
    role: 'member of the tenant',
    doing: 'read the tenant’s details',
  },
  application: {
    permission: 'Application.ReadWrite.All',
    appPermission: 'Application.ReadWrite.OwnedBy (for apps that it owns) or Application.ReadWrite.All',
    role: 'Application Developer, Application Administrator or Cloud Application Administrator',
    doing: 'register apps',
  },
  consent: {
    permission: 'DelegatedPermissionGrant.ReadWrite.All',
    appPermission: 'DelegatedPermissionGrant.ReadWrite.All',
    role: 'Cloud Application Administrator, Application Administrator or Privileged Role Administrator',
    doing: 'grant admin consent',
  },
  user_flow: {
    permission: 'EventListener.ReadWrite.All',
    appPermission: 'EventListener.ReadWrite.All',
    role: 'External ID User Flow Administrator',
    doing: 'create user flows',
  },
} as const satisfies Record<string, Right>

export type RightArea = keyof typeof RIGHTS

export const permissionFor = (area: RightArea): string => RIGHTS[area].permission

/** Azure CLI's own token never has these, whatever the role. Source: azure-cli's app manifest, as reported. */
const NOT_OF_AZURE_CLI: RightArea[] = ['user_flow']

/** Who may change one app is who owns it, or has a role for all of them. */
export function lackingOwnership({ isAppOnly }: { isAppOnly: boolean }): [meaning: string, next: string] {
  const why = 'Most likely it is not one of the app’s owners.'
  return isAppOnly
    ? [
        `The app that GRAPH_TOKEN belongs to may not change this app. ${why}`,
        `Make it an owner: az ad app owner add --id {client id of this app} --owner-object-id {object id of the other’s enterprise app} (docs/ci.md). If it is one, it needs the application permission ${RIGHTS.application.appPermission}, with admin consent, and a new token. Then run this again.`,
      ]
    : [
        `This account may not change this app. ${why}`,
        `Ask an owner to add it under App registrations > the app > Owners, or sign in with an owner’s account or one that has the role Application Administrator or Cloud Application Administrator (activate a role that you are only eligible for under Privileged Identity Management > My roles). Or register your own app with another --name and --dev-vars. If the account is an owner, the permission ${RIGHTS.application.permission} is missing.`,
      ]
}

/** What is missing, and how to get it. */
export function lackingRight(
  area: RightArea,
  { isGiven, isAppOnly }: { isGiven: boolean; isAppOnly: boolean },
): [meaning: string, next: string] {
  const { permission, appPermission, role, doing } = RIGHTS[area]
  if (isAppOnly) {
    return [
      `The app that GRAPH_TOKEN belongs to may not ${doing}.`,
      `It needs the application permission ${appPermission}, with admin consent. Ask an administrator to grant it, and get a new token. Then run this again.`,
    ]
  }
  const cli =
    isGiven && NOT_OF_AZURE_CLI.includes(area)
      ? ' A token from Azure CLI never has that permission. Unset GRAPH_TOKEN to sign in.'
      : ''
  return [
    `This account may not ${doing}.`,
    `It needs the role ${role}, and the ${isGiven ? 'token in GRAPH_TOKEN' : 'sign-in'} the permission ${permission}.${cli} If you are only eligible for the role, activate it first under Privileged Identity Management > My roles. Otherwise ask an administrator to assign the role or to run this command. Then run this again.`,
  ]
}
