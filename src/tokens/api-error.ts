// What it means if Azure DevOps responds with something other than the API's JSON.
import {
  type Action,
  type Answer,
  EntrywayError,
  type ErrorCode,
  isGuid,
  parseJson,
  throwUnlessOk,
} from '../entryway/index.ts'

export const API = 'Azure DevOps'

/** For the user, and for the operator the cause and the fix. */
type Words = { title: string; text: string; actions?: Action[]; operator?: string; fix?: string }

const CHECK_TENANT =
  'check that the organization is connected to the tenant, and that the app has the API permissions vso.pats and vso.pats_manage'

const SIGN_IN_PAGE: Words = {
  title: 'Azure DevOps requires a different sign-in',
  text: 'It responded with its own sign-in page. The organization may belong to a different directory than the one you signed in to, or your account has no access to it.',
  fix: CHECK_TENANT,
}
const WRONG_DIRECTORY: Words = {
  title: 'Azure DevOps didn’t accept your sign-in',
  text: 'It returned 401 (unauthorized), and nothing was changed. Signing in again often fixes this. If not, the organization may belong to a different directory than the one you signed in to.',
  fix: CHECK_TENANT,
}
const NOT_ALLOWED: Words = {
  title: 'Azure DevOps doesn’t let you do this',
  text: 'It responded that this isn’t allowed, and nothing was changed. Either your account isn’t allowed to manage personal access tokens in this organization, or a policy blocks this app. An administrator of the organization can change that.',
}
const NO_SUCH_ORGANIZATION: Words = {
  title: 'Organization not found',
  text: 'The organization that this app is set up for doesn’t exist in Azure DevOps. It may have been renamed or deleted, or AZURE_DEVOPS_URL may be mistyped.',
  fix: 'check AZURE_DEVOPS_URL',
}
const OF_PERSONAL_ACCOUNTS: Words = {
  title: 'This organization belongs to personal accounts',
  text: 'It isn’t connected to a directory. Azure DevOps doesn’t let apps manage personal access tokens in such an organization.',
  actions: ['tell_administrator', 'home'],
  operator: 'the organization belongs to personal accounts',
  fix: 'connect it to your tenant, or leave AZURE_DEVOPS_URL out',
}

/** Why an account has no access. Source: Azure DevOps, "Troubleshoot connecting to an organization"; test/recorded/azure-devops.json. */
const NUMBERS: Record<string, Words> = {
  TF400813: {
    title: 'Your account has no access to this organization',
    text: 'The organization exists in Azure DevOps, but your account isn’t part of it. Ask an administrator of the organization to add you, or choose an account that has access. The organization may belong to a different directory than the one you signed in to.',
    actions: ['choose_account', 'tell_administrator', 'home'],
    operator: 'the user has no access to the organization',
    fix: 'add them under Organization settings > Users',
  },
  TF401444: {
    title: 'Open Azure DevOps once first',
    text: 'Your account hasn’t opened this organization yet. Open dev.azure.com in your browser, go to the organization, and come back here.',
    actions: ['retry', 'home'],
    operator: 'the user has to open the organization once in a browser',
  },
  VS403463: {
    title: 'Your organization’s access policy blocked this',
    text: 'A Conditional Access policy doesn’t let you use Azure DevOps from here. It may require a managed device, or a different network or location. Your administrator can tell you which policy it was.',
    actions: ['tell_administrator', 'home'],
    operator: 'a Conditional Access policy of the organization’s tenant blocks the call',
  },
}

/** The tenant ID reported for an organization of personal accounts. */
const NO_TENANT = '00000000-0000-0000-0000-000000000000'

/** The URL is wrong up to the organization; the response may be a page, too. */
const NO_ORGANIZATION = ['HostDoesNotExistException', 'VssResourceNotFoundException']
export const NO_ORGANIZATION_REASON = 'no_organization'

/**
 * @param isChange a page that comes with 200 is then no sign-in page that the call never got past: it may have been done
 * @param tenantId where the user signed in
 * @throws {EntrywayError} `api_…`, unless the API itself answered that it did as asked
 */
export function throwUnlessDone(answer: Answer, isChange = false, tenantId: string | null = null): void {
  const { status, headers, text } = answer
  const isPage = text !== '' && (/^text\/html/i.test(headers.get('content-type') ?? '') || status === 203)
  if (status < 300 && !isPage) return
  if (isChange && status === 200) throw new EntrywayError('api_not_json', { reason: 'page_200', api: API })
  // A token that it does not take for a person's is sent to sign in, with 203 or a redirect instead of 401.
  if (status < 400) throw failure('api_unauthorized', `status_${status}`, SIGN_IN_PAGE)

  const typeKey = typeKeyIn(text)
  const number = numberIn(text)
  const reason = number ?? `status_${status}`
  if (status === 401 || status === 403) {
    const code = status === 401 ? 'api_unauthorized' : 'api_forbidden'
    const tenant = headers.get('x-vss-resourcetenant')?.toLowerCase()
    if (tenant === NO_TENANT) throw failure(code, 'organization_of_personal_accounts', OF_PERSONAL_ACCOUNTS)
    if (isGuid(tenant) && tenantId !== null && tenant !== tenantId) {
      throw failure(code, 'organization_of_another_tenant', ofAnotherTenant(tenant, tenantId))
    }
    const known = NUMBERS[number ?? '']
    if (known) throw failure(code, reason, known)
  }
  if (status === 404) {
    const isOfHost = isPage || NO_ORGANIZATION.includes(String(typeKey))
    throw failure('api_not_found', isOfHost ? NO_ORGANIZATION_REASON : reason, NO_SUCH_ORGANIZATION)
  }
  if (status >= 400 && status < 500 && typeKey === 'InvalidAccessException') {
    throw failure('api_forbidden', typeKey, NOT_ALLOWED)
  }
  if (status === 403) throw failure('api_forbidden', reason, NOT_ALLOWED)
  if (status === 401) throw failure('api_unauthorized', reason, WRONG_DIRECTORY)
  try {
    throwUnlessOk(answer, API)
  } catch (error) {
    throw error instanceof EntrywayError ? new EntrywayError(error.code, { ...error.context, reason }) : error
  }
}

function failure(code: ErrorCode, reason: string, { operator, fix, ...message }: Words): EntrywayError {
  return new EntrywayError(code, { reason, operator, fix, message, api: API })
}

const ofAnotherTenant = (tenant: string, tenantId: string): Words => ({
  title: 'The organization belongs to another directory',
  text: `It belongs to the directory ${tenant}, but you signed in to ${tenantId}. Choose an account in the organization’s directory.`,
  actions: ['choose_account', 'tell_administrator', 'home'],
  operator: `the organization belongs to the tenant ${tenant}`,
  fix: 'check AZURE_DEVOPS_URL and AUTHORITY',
})

/** The service's own error number, such as TF400813; null = none. For the log. */
const numberIn = (text: string): string | null =>
  /"message"\s*:\s*"((?:TF|VS)\d{5,6})\b/.exec(text)?.[1] ?? null

/** The name of the error in the service's envelope; its message is for developers, and not shown. */
function typeKeyIn(text: string): unknown {
  const json = parseJson(text)
  return typeof json === 'object' && json !== null && 'typeKey' in json ? json.typeKey : null
}
