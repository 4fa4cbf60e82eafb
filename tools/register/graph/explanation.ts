// Explains a Graph error to the user: what it is about, who can fix it, and the next step.
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

/** What the call was about, and who sent it. */
export type CallContext = {
  method: string
  path: string
  area: RightArea
  /** The application is brand new. */
  fresh: boolean
  /** The token comes from GRAPH_TOKEN. */
  isGiven: boolean
  /** An app's own token, without a user. */
  isAppOnly: boolean
  /** The token's permissions; null = it doesn't tell. */
  permissions: string[] | null
  /** The object ID of the token's user or service principal; null = it doesn't tell. */
  objectId: string | null
  /** Whether the tenant is for customers (External ID); null = unknown. */
  forCustomers: boolean | null
}

export type Row = {
  code: string | RegExp
  message?: RegExp
  explain: (context: CallContext, error: GraphError) => Explanation
}

export const AGAIN = 'Then run this again, and it continues from there.'

/** A user owns the app that their run has just created; a pipeline must be made an owner of an app created by someone else. */
const changesApp = ({ area, path, fresh, isAppOnly }: CallContext) =>
  area === 'application' && (!fresh || isAppOnly) && /^\/applications\/./.test(path)

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

/** Regardless of role. */
export const permission = (context: CallContext): Explanation =>
  explained(context, lackingPermission(context.area, context))

function explained({ area, forCustomers }: CallContext, [meaning, next]: [string, string]): Explanation {
  const otherKind = area === 'user_flow' && forCustomers !== true ? ` ${NO_USER_FLOWS}` : ''
  return { kind: 'right', meaning, fixableBy: 'administrator', next: `${next}${otherKind}` }
}

/** Shown unless the tenant is known to be for customers. */
export const NO_USER_FLOWS =
  'An organization’s tenant has no user flows. If this is one, run this again with --kind tenant.'

/** Graph accepts a new sign-in's token only if the policy requires nothing more. */
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
