// Why Azure DevOps gives an account no access to an organization: what its 401 and 403 say beside the status.
// Source: Azure DevOps, "Troubleshoot connecting to an organization"; test/recorded/azure-devops.json, numbers.
import { type Action, type Answer, isGuid } from '../entryway/index.ts'

type NoAccess = {
  /** For the log: the service's own number, or which check told. */
  reason: string
  operator: string
  message: { title: string; text: string; actions: Action[] }
}

/** The tenant ID reported for an organization of personal accounts. */
const NO_TENANT = '00000000-0000-0000-0000-000000000000'

const NUMBERS: Record<string, Omit<NoAccess, 'reason'>> = {
  TF400813: {
    operator: 'the user has no access to the organization: add them under Organization settings > Users',
    message: {
      title: 'Your account has no access to this organization',
      text: 'The organization exists in Azure DevOps, but your account isn’t part of it. Ask an administrator of the organization to add you, or choose an account that has access. The organization may belong to a different directory than the one you signed in to.',
      actions: ['choose_account', 'tell_administrator', 'home'],
    },
  },
  TF401444: {
    operator: 'the user has to open the organization once in a browser',
    message: {
      title: 'Open Azure DevOps once first',
      text: 'Your account hasn’t opened this organization yet. Open dev.azure.com in your browser, go to the organization, and come back here.',
      actions: ['retry', 'home'],
    },
  },
  VS403463: {
    operator: 'a Conditional Access policy of the organization’s tenant blocks the call',
    message: {
      title: 'Your organization’s access policy blocked this',
      text: 'A Conditional Access policy doesn’t let you use Azure DevOps from here. It may require a managed device, or a different network or location. Your administrator can tell you which policy it was.',
      actions: ['tell_administrator', 'home'],
    },
  },
}

/** @param tenantId where the person signed in @returns null = it says no more than its status */
export function noAccess({ headers, text }: Answer, tenantId: string | null): NoAccess | null {
  const tenant = headers.get('x-vss-resourcetenant')?.toLowerCase()
  if (tenant === NO_TENANT) {
    return {
      reason: 'organization_of_personal_accounts',
      operator:
        'the organization belongs to personal accounts: connect it to your tenant, or leave AZURE_DEVOPS_URL out',
      message: {
        title: 'This organization belongs to personal accounts',
        text: 'It isn’t connected to a directory. Azure DevOps doesn’t let apps manage personal access tokens in such an organization.',
        actions: ['tell_administrator', 'home'],
      },
    }
  }
  if (isGuid(tenant) && tenantId !== null && tenant !== tenantId) {
    return {
      reason: 'organization_of_another_tenant',
      operator: `the organization belongs to the tenant ${tenant}: check AZURE_DEVOPS_URL and AUTHORITY`,
      message: {
        title: 'The organization belongs to another directory',
        text: `It belongs to the directory ${tenant}, but you signed in to ${tenantId}. Choose an account in the organization’s directory.`,
        actions: ['choose_account', 'tell_administrator', 'home'],
      },
    }
  }
  const number = numberIn(text) ?? ''
  const known = Object.hasOwn(NUMBERS, number) ? NUMBERS[number] : undefined
  return known ? { reason: number, ...known } : null
}

/** The service's own error number, such as TF400813; null = none. For the log. */
export const numberIn = (text: string): string | null =>
  /"message"\s*:\s*"((?:TF|VS)\d{5,6})\b/.exec(text)?.[1] ?? null
