// Graph's refusal of a call: its error code determines the meaning, who can fix it, and the next step.
import { lackingRight } from '../change/access-right.ts'
import type { RefusalKind } from '../command-line/refusal.ts'
import { AGAIN, type CallContext, type Explanation, NO_USER_FLOWS, signInAgain } from './explanation.ts'
import { ROWS } from './graph-codes.ts'
import type { GraphError } from './graph-error.ts'

/** For codes that are not in the table. */
function byStatus({ status, message }: GraphError, context: CallContext): Explanation {
  if (status === 401) return signInAgain(context, 'Graph returned 401')
  if (status === 429 || status === 503 || status >= 500) {
    return {
      meaning: status === 429 ? 'Graph keeps throttling requests.' : 'Graph is unavailable.',
      fixableBy: 'Microsoft',
      next: 'Run this again later, and it continues from there.',
    }
  }
  if (status === 403) {
    const [, next] = lackingRight(context.area, context)
    return {
      kind: 'right',
      meaning: 'Graph rejected the call for an unknown reason.',
      fixableBy: 'administrator',
      next: `Look up the code. If it is about permissions: ${next}`,
    }
  }
  // Neither of Microsoft's messages for this has been observed, so the call's area decides.
  if (context.area === 'user_flow' && context.forCustomers !== true) {
    return {
      meaning: 'Graph rejected the call. Only tenants for customers (External ID) have user flows.',
      fixableBy: 'you',
      next: NO_USER_FLOWS,
    }
  }
  if (/signInAudience/i.test(message) && context.forCustomers !== false) {
    return {
      meaning: 'The tenant does not accept these supported account types.',
      fixableBy: 'you',
      next: 'If it is a tenant for customers (External ID), run this again with --kind customers. Otherwise choose other account types, such as --kind tenant.',
    }
  }
  return {
    meaning: 'Graph rejected the call.',
    fixableBy: 'you',
    next: `Graph’s own message says what to fix. ${AGAIN}`,
  }
}

export function explainGraphError(
  error: GraphError,
  context: CallContext,
): Explanation & { kind: RefusalKind } {
  const row = ROWS.find(
    ({ code, message }) =>
      (typeof code === 'string' ? code === error.code : code.test(error.code)) &&
      (message?.test(error.message) ?? true),
  )
  return { kind: 'graph', ...(row ? row.explain(context, error) : byStatus(error, context)) }
}
