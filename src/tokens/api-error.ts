// What it means if Azure DevOps cannot be reached, or responds with something other than the API's JSON.
import {
  type Answer,
  EntrywayError,
  type ErrorCode,
  type ErrorMessage,
  parseJson,
  throwUnlessOk,
} from '../entryway/index.ts'
import { noAccess, numberIn } from './no-access.ts'

export const API = 'Azure DevOps'

type Message = Pick<ErrorMessage, 'title' | 'text'>

const SIGN_IN_PAGE: Message = {
  title: 'Azure DevOps requires a different sign-in',
  text: 'It responded with its own sign-in page. The organization may belong to a different directory than the one you signed in to, or your account has no access to it.',
}
const WRONG_DIRECTORY: Message = {
  title: 'Azure DevOps didn’t accept your sign-in',
  text: 'It returned 401 (unauthorized), and nothing was changed. Signing in again often fixes this. If not, the organization may belong to a different directory than the one you signed in to.',
}
const NOT_ALLOWED: Message = {
  title: 'Azure DevOps doesn’t let you do this',
  text: 'It responded that this isn’t allowed, and nothing was changed. Either your account isn’t allowed to manage personal access tokens in this organization, or a policy blocks this app. An administrator of the organization can change that.',
}
const NO_SUCH_ORGANIZATION: Message = {
  title: 'Organization not found',
  text: 'The organization that this app is set up for doesn’t exist in Azure DevOps. It may have been renamed or deleted, or AZURE_DEVOPS_URL may be mistyped.',
}

const CHECK_TENANT =
  'check that the organization is connected to the tenant, and that the app has the API permissions vso.pats and vso.pats_manage'
const OPERATOR: Partial<Record<ErrorCode, string>> = {
  api_unauthorized: CHECK_TENANT,
  api_not_found: 'check AZURE_DEVOPS_URL',
}

/** The URL is wrong up to the organization; it may be a page, too. */
const NO_ORGANIZATION = ['HostDoesNotExistException', 'VssResourceNotFoundException']

/** After these, it is unknown whether a change was made. */
const UNKNOWN_OUTCOME: ErrorCode[] = ['api_failed', 'api_not_json', 'api_timed_out']

/** A change that may have been made, although there was no usable response. */
export class OutcomeUnknownError extends EntrywayError {}

/** @param change what was to be changed @param advice what it means for the user when it is not known to be done */
export async function withUnknownOutcome<T>(change: () => Promise<T>, advice = ''): Promise<T> {
  try {
    return await change()
  } catch (error) {
    if (!(error instanceof EntrywayError) || !UNKNOWN_OUTCOME.includes(error.code)) throw error
    const { title, text } = error.userMessage
    const message = { ...error.context.message, title, text: `${text}${advice}` }
    throw new OutcomeUnknownError(error.code, { ...error.context, message, cause: error })
  }
}

/** Adds what the operator should check, if that is missing. */
export function withOperatorHint(error: unknown): unknown {
  const operator = error instanceof EntrywayError && OPERATOR[error.code]
  if (!operator || error.context.operator !== undefined) return error
  return new EntrywayError(error.code, { ...error.context, operator, cause: error })
}

/**
 * @param isChange a page that comes with 200 is then no sign-in page that the call never got past: it may have been done
 * @param tenantId where the user signed in
 * @throws {EntrywayError} `api_…`, unless the API itself answered that it did as asked
 */
export function throwUnlessDone(answer: Answer, isChange = false, tenantId: string | null = null): void {
  const { status, headers, text } = answer
  // A token that it does not take for a person's is sent to sign in, with 203 or a redirect instead of 401.
  const isPage = /^text\/html/i.test(headers.get('content-type') ?? '') || status === 203
  if (isChange && status === 200 && isPage && text !== '') {
    throw new EntrywayError('api_not_json', { reason: 'page_200', api: API })
  }
  if ((status < 300 && isPage && text !== '') || (status >= 300 && status < 400)) {
    throw new EntrywayError('api_unauthorized', {
      reason: `status_${status}`,
      operator: CHECK_TENANT,
      api: API,
      message: SIGN_IN_PAGE,
    })
  }
  const told = [401, 403].includes(status) ? noAccess(answer, tenantId) : null
  if (told)
    throw new EntrywayError(status === 401 ? 'api_unauthorized' : 'api_forbidden', { ...told, api: API })
  const reason = numberIn(text) ?? `status_${status}`
  if (status === 404) {
    const isOfHost = isPage || NO_ORGANIZATION.some((key) => key === typeKey(text))
    throw new EntrywayError('api_not_found', {
      reason: isOfHost ? 'no_organization' : reason,
      api: API,
      message: NO_SUCH_ORGANIZATION,
    })
  }
  const isDenied = status >= 400 && status < 500 && typeKey(text) === 'InvalidAccessException'
  if (status === 403 || isDenied) {
    const which = isDenied ? 'InvalidAccessException' : reason
    throw new EntrywayError('api_forbidden', { reason: which, api: API, message: NOT_ALLOWED })
  }
  if (status === 401) {
    throw new EntrywayError('api_unauthorized', { reason, api: API, message: WRONG_DIRECTORY })
  }
  try {
    throwUnlessOk(answer, API)
  } catch (error) {
    throw error instanceof EntrywayError ? new EntrywayError(error.code, { ...error.context, reason }) : error
  }
}

/** The name of the error in the service's envelope; its message is for developers, and not shown. */
function typeKey(text: string): unknown {
  const json = parseJson(text)
  return typeof json === 'object' && json !== null && 'typeKey' in json ? json.typeKey : null
}
