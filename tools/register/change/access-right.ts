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
