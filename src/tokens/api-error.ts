// What it means when Azure DevOps cannot be asked, or answers with something else than the API's JSON.

import { Refusal } from '../entryway/errors/errors.ts'
import { type Explanation, REFUSALS, type RefusalCode } from '../entryway/errors/refusals.ts'
import { refuseUnlessOk } from '../entryway/http/api.ts'
import { parseJson } from '../entryway/http/json.ts'
import type { Answer } from '../entryway/http/outbound.ts'

type Words = Partial<Explanation> & Pick<Explanation, 'title' | 'text'>

const SIGN_IN_PAGE: Words = {
  title: 'Azure DevOps wants another sign-in',
  text: 'Instead of an answer it sent its own sign-in page. The organization may belong to another directory than the one you signed in at, or your account has no access to it.',
}

const FAULTS: Partial<Record<RefusalCode, Words>> = {
  api_bad_request: {
    title: 'Azure DevOps did not understand the request',
    text: 'It answered 400: it did not understand what this app asked, and nothing was changed.',
  },
  api_unauthorized: {
    title: 'Azure DevOps did not accept your sign-in',
    text: 'It answered 401, and nothing was changed. Signing in again often settles this. If not, the organization may belong to another directory than the one you signed in at.',
  },
  api_forbidden: {
    title: 'Azure DevOps does not let you do this',
    text: 'It says that this is not allowed, and nothing was changed. Your account may not manage personal access tokens in this organization, or a policy keeps this app out. An administrator of the organization can change that.',
  },
  api_not_found: {
    title: 'There is no such organization',
    text: 'Azure DevOps does not know the organization this app is set up for. It may have been renamed or deleted, or AZURE_DEVOPS_URL is mistyped.',
  },
  api_busy: {
    title: 'Azure DevOps asks us to slow down',
    text: 'Too many calls were made, and nothing was changed. Try again in a moment.',
  },
  api_failed: {
    title: 'Azure DevOps failed',
    text: 'It did not give a usable answer. The fault is on its side; try again in a moment.',
  },
  api_not_json: {
    title: 'Azure DevOps did not answer as its API does',
    text: 'It sent something else than data, or nothing. Try again in a moment.',
  },
  api_timed_out: {
    title: 'Azure DevOps took too long',
    text: 'It did not answer in time. Try again in a moment.',
  },
}

const CHECK_TENANT =
  'check that the organization is connected to the tenant, and the API permissions vso.pats, vso.pats_manage'
const OPERATOR: Partial<Record<RefusalCode, string>> = {
  api_unauthorized: CHECK_TENANT,
  api_not_found: 'check AZURE_DEVOPS_URL',
}

/** Faults of the address up to the organization; it may be a page, too. */
const NO_ORGANIZATION = ['HostDoesNotExistException', 'VssResourceNotFoundException']

/** After these nobody knows whether a change was made. */
const UNCERTAIN: RefusalCode[] = ['api_failed', 'api_not_json', 'api_timed_out']

/** A change that may have been made, although no usable answer came. */
export class UncertainChange extends Refusal {}

/** @param change what was to be changed @param advice what it means for the person when it is not known to be done */
export async function changing<T>(change: () => Promise<T>, advice = ''): Promise<T> {
  try {
    return await change()
  } catch (error) {
    if (!(error instanceof Refusal) || !UNCERTAIN.includes(error.code)) throw error
    const { title, text }: Words = { ...REFUSALS[error.code], ...error.context.explanation }
    const explanation = { ...error.context.explanation, title, text: `${text}${advice}` }
    throw new UncertainChange(error.code, { ...error.context, explanation })
  }
}

/** A refusal of the API's in Azure DevOps' words; anything else as it is. */
export function inWords(error: unknown): unknown {
  const words = error instanceof Refusal && !error.context.explanation && FAULTS[error.code]
  if (!words) return error
  return new Refusal(error.code, { operator: OPERATOR[error.code], ...error.context, explanation: words })
}

/**
 * @param isChange a page that comes with 200 is then no sign-in page that the call never got past: it may have been done
 * @throws {Refusal} `api_…`, unless the API itself answered that it did as asked
 */
export function refuseFault(answer: Answer, isChange = false): void {
  const { status, headers, text } = answer
  // A token that it does not take for a person's is sent to sign in, with 203 or a redirect instead of 401.
  const isPage = /^text\/html/i.test(headers.get('content-type') ?? '') || status === 203
  if (isChange && status === 200 && isPage && text !== '') {
    throw new Refusal('api_not_json', { reason: 'page_200' })
  }
  if ((status < 300 && isPage && text !== '') || (status >= 300 && status < 400)) {
    const reason = `status_${status}`
    throw new Refusal('api_unauthorized', { reason, operator: CHECK_TENANT, explanation: SIGN_IN_PAGE })
  }
  if (status === 404) {
    const isOfHost = isPage || NO_ORGANIZATION.some((key) => key === typeKey(text))
    throw new Refusal('api_not_found', { reason: isOfHost ? 'no_organization' : 'status_404' })
  }
  if (status >= 400 && status < 500 && typeKey(text) === 'InvalidAccessException') {
    throw new Refusal('api_forbidden', { reason: 'InvalidAccessException' })
  }
  refuseUnlessOk(answer)
}

/** The name of the fault in the service's error envelope; its message is for developers, and not shown. */
function typeKey(text: string): unknown {
  const json = parseJson(text)
  return typeof json === 'object' && json !== null && 'typeKey' in json ? json.typeKey : null
}
