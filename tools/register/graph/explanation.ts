// What a refusal of Graph means for the person: what it is about, who can fix it, and the way on.
import {
  hasPermission,
  lackingOwnership,
  lackingPermission,
  lackingRight,
  type RightArea,
} from '../change/access-right.ts'
import type { RefusalKind } from '../command-line/refusal.ts'
import type { GraphError } from './graph-error.ts'

export type FixableBy = 'you' | 'administrator' | 'Microsoft'

export type Explanation = { kind?: RefusalKind; meaning: string; fixableBy: FixableBy; next: string }

/** What the call was about, and as whom it was made. */
export type CallContext = {
  method: string
  path: string
  area: RightArea
  /** The application was created only just now. */
  fresh: boolean
  /** The token is that of GRAPH_TOKEN. */
  isGiven: boolean
  /** The token is an app's own, without a person. */
  isAppOnly: boolean
  /** What the token permits; null = it does not say. */
  permissions: string[] | null
  /** Whose token it is: a person's, or a service principal's; null = it does not say. */
  objectId: string | null
  /** Whether the tenant is one for customers (External ID); null = it could not be found out. */
  forCustomers: boolean | null
}

export type Row = {
  code: string | RegExp
  message?: RegExp
  explain: (context: CallContext, error: GraphError) => Explanation
}

export const AGAIN = 'Then run this again, and it continues from there.'

/** One that a person's run has just created belongs to them; a pipeline is made an owner of an app that somebody else created. */
const changesApp = ({ area, method, path, fresh, isAppOnly }: CallContext) =>
  area === 'application' && method !== 'GET' && (!fresh || isAppOnly) && /^\/applications\/./.test(path)

const appIn = (path: string) => /^\/applications\/([^/?]+)/.exec(path)?.[1] ?? null

export const right = (context: CallContext): Explanation => {
  const { area, path } = context
  if (hasPermission(area, context) === false) return permission(context)
  return explained(
    context,
    changesApp(context)
      ? lackingOwnership({ ...context, application: appIn(path) })
      : lackingRight(area, context),
  )
}

/** Whatever the role. */
export const permission = (context: CallContext): Explanation =>
  explained(context, lackingPermission(context.area, context))

function explained({ area, forCustomers }: CallContext, [meaning, next]: [string, string]): Explanation {
  const otherKind = area === 'user_flow' && forCustomers !== true ? ` ${NO_USER_FLOWS}` : ''
  return { kind: 'right', meaning, fixableBy: 'administrator', next: `${next}${otherKind}` }
}

/** What a tenant that may be of either kind is told. */
export const NO_USER_FLOWS =
  'An organization’s tenant has no user flows. If this is one, run this again with --kind tenant.'

/** Graph takes tokens of a new sign-in only where that is all that the policy asks for. */
export const accessPolicy = ({ isGiven, isAppOnly }: CallContext): Explanation => ({
  kind: 'sign_in',
  meaning: `An access policy of the tenant (Conditional Access) rejects this ${isGiven ? 'token' : 'sign-in'}.`,
  fixableBy: 'administrator',
  next: isAppOnly
    ? 'Ask an administrator to look up the policy in the sign-in logs > Service principal sign-ins, and to check what it allows this app. Then get a new token.'
    : `${isGiven ? 'Get a token' : 'Run this again'} on a computer and network that the policy accepts${isGiven ? '' : ', in the browser rather than with --device-code'}. If Graph returns the same again, use a client that answers such policies (az login --claims-challenge, then az account get-access-token --resource-type ms-graph) and set GRAPH_TOKEN to its token, or ask an administrator, whose sign-in log names the policy.`,
})

export const signInAgain = ({ isGiven }: CallContext, why: string): Explanation => ({
  kind: 'sign_in',
  meaning: isGiven
    ? `Graph does not accept the token in GRAPH_TOKEN: ${why}.`
    : `The sign-in is no longer valid: ${why}.`,
  fixableBy: 'you',
  next: isGiven ? 'Get a new token, or unset GRAPH_TOKEN to sign in.' : 'Run this again and sign in again.',
})
