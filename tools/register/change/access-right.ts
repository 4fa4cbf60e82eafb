// The rights each step needs: a permission of the tool and a role of the user.

type Right = {
  /** Delegated, for a user who signs in. */
  permission: string
  /** For an app's own token, such as a pipeline's. */
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

/** Azure CLI's own token never has these, whatever the user's role. Source: azure-cli's app manifest, as reported. */
const NOT_OF_AZURE_CLI: RightArea[] = ['user_flow']

/** The caller, as far as the token tells. */
export type Caller = {
  /** The token comes from GRAPH_TOKEN. */
  isGiven: boolean
  isAppOnly: boolean
  permissions: string[] | null
}

/** These include more than their names suggest. */
const BROAD = ['Directory.AccessAsUser.All', 'Directory.ReadWrite.All']

/** null = the token doesn't tell. */
export function hasPermission(area: RightArea, { isAppOnly, permissions }: Caller): boolean | null {
  if (permissions === null) return null
  const { permission, appPermission } = RIGHTS[area]
  const sufficient: string[] = isAppOnly ? appPermission.split(' ') : [permission]
  if (permissions.some((each) => sufficient.includes(each))) return true
  return permissions.some((each) => BROAD.includes(each)) ? null : false
}

/** An app can be changed only by its owners and by roles that cover all apps. */
export function lackingOwnership({
  isAppOnly,
  application,
  objectId,
}: {
  isAppOnly: boolean
  /** Object ID of the application. */
  application: string | null
  /** Object ID of the caller. */
  objectId: string | null
}): [meaning: string, next: string] {
  const why = 'Most likely it is not one of the app’s owners.'
  const [app, owner] = [
    application ?? '{client id of this app}',
    objectId ?? '{object id of the other’s enterprise app}',
  ]
  return isAppOnly
    ? [
        `The app that GRAPH_TOKEN belongs to is not allowed to change this app. ${why}`,
        `Make it an owner: az ad app owner add --id ${app} --owner-object-id ${owner} (docs/ci.md). If it is one, it needs the application permission ${RIGHTS.application.appPermission}, with admin consent, and a new token. Then run this again.`,
      ]
    : [
        `This account is not allowed to change this app. ${why}`,
        `Ask an owner to add it under App registrations > the app > Owners, or sign in with an owner’s account or one that has the role Application Administrator or Cloud Application Administrator (activate a role that you are only eligible for under Privileged Identity Management > My roles). Or register your own app with another --name and --dev-vars. If the account is an owner, the permission ${RIGHTS.application.permission} is missing.`,
      ]
}

/** A permission missing from the token; no role makes up for it. */
export function lackingPermission(area: RightArea, caller: Caller): [meaning: string, next: string] {
  const { isGiven, isAppOnly, permissions } = caller
  if (isAppOnly) return lackingRight(area, caller)
  const { permission, doing } = RIGHTS[area]
  const whose = isGiven ? 'The token in GRAPH_TOKEN' : 'The sign-in'
  const has = permissions && `it has ${permissions.join(' ') || 'none'}`
  return [
    hasPermission(area, caller)
      ? `${whose} lacks a permission that Graph requires to ${doing} (${has}).`
      : `${whose} lacks the permission ${permission}, which it needs to ${doing}${has ? ` (${has})` : ''}.`,
    isGiven
      ? `Get a token with the permission ${permission}, or unset GRAPH_TOKEN to sign in.${notOfAzureCli(area)} Then run this again.`
      : `Ask an administrator to consent to the permission ${permission} for the app that you sign in with (docs/register.md). Then run this again.`,
  ]
}

const notOfAzureCli = (area: RightArea) =>
  NOT_OF_AZURE_CLI.includes(area) ? ' A token from Azure CLI never has that permission.' : ''

/** The missing right, and how to get it. */
export function lackingRight(area: RightArea, caller: Caller): [meaning: string, next: string] {
  const { isGiven, isAppOnly } = caller
  const { permission, appPermission, role, doing } = RIGHTS[area]
  if (isAppOnly) {
    return [
      `The app that GRAPH_TOKEN belongs to is not allowed to ${doing}.`,
      `It needs the application permission ${appPermission}, with admin consent. Ask an administrator to grant it, and get a new token. Then run this again.`,
    ]
  }
  const and = hasPermission(area, caller)
    ? '.'
    : `, and the ${isGiven ? 'token in GRAPH_TOKEN' : 'sign-in'} the permission ${permission}.`
  const cli =
    isGiven && !hasPermission(area, caller) && notOfAzureCli(area)
      ? `${notOfAzureCli(area)} Unset GRAPH_TOKEN to sign in.`
      : ''
  return [
    `This account is not allowed to ${doing}.`,
    `It needs the role ${role}${and}${cli} If you are only eligible for the role, activate it first under Privileged Identity Management > My roles. Otherwise ask an administrator to assign the role or to run this command. Then run this again.`,
  ]
}
