// The rights that each part of the work needs: a permission of the tool, and a role of the person.

type Right = { permission: string; role: string; doing: string }

const RIGHTS = {
  tenant: { permission: 'User.Read', role: 'member of the tenant', doing: 'read which tenant this is' },
  application: {
    permission: 'Application.ReadWrite.All',
    role: 'Application Developer, Application Administrator or Cloud Application Administrator',
    doing: 'register apps',
  },
  consent: {
    permission: 'DelegatedPermissionGrant.ReadWrite.All',
    role: 'Cloud Application Administrator, Application Administrator or Privileged Role Administrator',
    doing: 'consent for everybody',
  },
  user_flow: {
    permission: 'EventListener.ReadWrite.All',
    role: 'External ID User Flow Administrator',
    doing: 'make user flows',
  },
} as const satisfies Record<string, Right>

export type RightArea = keyof typeof RIGHTS

export const permissionFor = (area: RightArea): string => RIGHTS[area].permission

/** What is missing, and how it is got. */
export function lackingRight(area: RightArea): [message: string, next: string] {
  const { permission, role, doing } = RIGHTS[area]
  return [
    `This account may not ${doing}.`,
    `It needs the role ${role}, and the sign-in the permission ${permission}. Let an administrator assign them, or run this; then run it again.`,
  ]
}
