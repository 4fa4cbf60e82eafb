// Why Graph refused a call: its own error code decides what that means, who can fix it, and the way on; the status does not.
import { lackingRight, type RightArea } from '../change/access-right.ts'
import type { RefusalKind } from '../command-line/refusal.ts'
import { BACKING_APPLICATION, type GraphError } from './graph-error.ts'

export type FixableBy = 'you' | 'administrator' | 'Microsoft'

export type Explanation = { kind: RefusalKind; meaning: string; fixableBy: FixableBy; next: string }

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
}

type Words = Omit<Explanation, 'kind'> & { kind?: RefusalKind }

type Row = {
  code: string | RegExp
  message?: RegExp
  explain: (context: CallContext) => Words
}

const AGAIN = 'Then run this again: it goes on from where it stopped.'
const POLICY = 'An administrator sets this under Entra ID > Enterprise apps > Application policies'

const right = ({ area, isGiven, isAppOnly }: CallContext): Words => {
  const [meaning, next] = lackingRight(area, { isGiven, isAppOnly })
  return { kind: 'right', meaning, fixableBy: 'administrator', next }
}

const signInAgain = ({ isGiven }: CallContext, why: string): Words => ({
  kind: 'sign_in',
  meaning: isGiven ? `Graph does not accept the token in GRAPH_TOKEN: ${why}.` : `The sign-in ended: ${why}.`,
  fixableBy: 'you',
  next: isGiven ? 'Get a new token, or unset GRAPH_TOKEN to sign in.' : 'Run this again and sign in again.',
})

const adding = ({ path, method }: CallContext) =>
  path.endsWith('/addPassword') ? 'secret' : method === 'PATCH' ? 'certificate' : 'credential'

/** The first row that fits. Codes: the samples of `graph.json`, and Microsoft 365 Agents Toolkit's `aadErrorCode`. */
const ROWS: Row[] = [
  {
    code: 'Directory_QuotaExceeded',
    message: /for the Tenant\b/i,
    explain: () => ({
      meaning: 'The tenant has as many directory objects as it may have.',
      fixableBy: 'administrator',
      next: `An administrator can delete what is no longer used (deleted apps count until they are permanently deleted), verify a domain, or ask Microsoft for a larger quota; --client-id uses an app that exists already. ${AGAIN}`,
    }),
  },
  {
    code: 'Directory_QuotaExceeded',
    explain: () => ({
      meaning:
        'Your account owns as many directory objects as one without an administrator role may: 250, deleted ones included.',
      fixableBy: 'you',
      next: `Delete apps that you no longer need, and delete them permanently under App registrations > Deleted applications; or let an Application Administrator run this; or use an app that exists already with --client-id. ${AGAIN}`,
    }),
  },
  {
    code: 'CredentialTypeNotAllowedAsPerAppPolicy',
    explain: (context) =>
      adding(context) === 'certificate'
        ? {
            meaning: 'A policy of the tenant does not allow this kind of certificate.',
            fixableBy: 'administrator',
            next: `${POLICY}, and can exempt this app; or try a client secret: --secret.`,
          }
        : {
            meaning: 'A policy of the tenant does not allow client secrets.',
            fixableBy: 'you',
            next: `Use a certificate: run this again with --certificate. (${POLICY}.)`,
          },
  },
  {
    code: 'CredentialInvalidLifetimeAsPerAppPolicy',
    explain: (context) => ({
      meaning: `A policy of the tenant does not allow a ${adding(context)} to be valid for so long.`,
      fixableBy: 'you',
      next: `Choose fewer days: run this again with --lifetime DAYS, such as --lifetime 90 or 30. (${POLICY}.)`,
    }),
  },
  {
    code: 'SignInAudienceNotAllowedAsPerAppPolicy',
    explain: () => ({
      meaning: 'A policy of the tenant does not allow these supported account types.',
      fixableBy: 'you',
      next: `Choose others: run this again with --kind, such as --kind tenant. (${POLICY}.)`,
    }),
  },
  {
    code: /AsPerAppPolicy$/,
    explain: () => ({
      meaning: 'A policy of the tenant does not allow this.',
      fixableBy: 'administrator',
      next: `${POLICY}. Depending on what it forbids, --certificate, --lifetime DAYS or --kind is the way on.`,
    }),
  },
  {
    code: 'Authorization_RequestDenied',
    message: BACKING_APPLICATION,
    explain: (context) =>
      context.fresh
        ? {
            meaning:
              'The application was created only just now, and the directory does not know it everywhere yet.',
            fixableBy: 'Microsoft',
            next: 'Run this again in a few minutes: it goes on from where it stopped.',
          }
        : right(context),
  },
  { code: 'Authorization_RequestDenied', explain: right },
  {
    code: /^Authorization_Identity(?:Disabled|NotFound)$/,
    explain: ({ isAppOnly }) => ({
      kind: 'sign_in',
      meaning: `This ${isAppOnly ? 'app' : 'account'} is disabled or deleted in the tenant.`,
      fixableBy: 'administrator',
      next: 'Run this again with another account.',
    }),
  },
  {
    code: 'InvalidAuthenticationToken',
    message: /audience/i,
    explain: (context) => ({
      ...signInAgain(context, 'it is for another API'),
      next: context.isGiven
        ? 'Get one for Microsoft Graph: az account get-access-token --resource-type ms-graph. Or unset GRAPH_TOKEN to sign in.'
        : 'Check --graph-url and --authority: they must be of the same cloud.',
    }),
  },
  {
    code: 'InvalidAuthenticationToken',
    message: /continuous access|ClaimsChallenge/i,
    explain: (context) => signInAgain(context, 'an access policy asks for a new sign-in'),
  },
  {
    code: 'InvalidAuthenticationToken',
    message: /expired|lifetime/i,
    explain: (context) => signInAgain(context, 'it has expired'),
  },
  {
    code: /^(InvalidAuthenticationToken|Authentication_)/,
    explain: (context) => signInAgain(context, 'it is not valid'),
  },
  {
    code: /^(Request_MultipleObjectsWithSameKeyValue|ObjectConflict)$/,
    explain: () => ({
      meaning: 'It exists already.',
      fixableBy: 'you',
      next: 'Run this again in a few minutes: what was created only just now is not listed at once.',
    }),
  },
  {
    code: 'Directory_ConcurrencyViolation',
    explain: () => ({
      meaning: 'Somebody else is changing the same object.',
      fixableBy: 'you',
      next: 'Run this again in a minute: it goes on from where it stopped.',
    }),
  },
  {
    code: /^(Request_ResourceNotFound|Directory_ObjectNotFound)$/,
    explain: ({ fresh }) => ({
      meaning: fresh
        ? 'The directory does not know yet what was created only just now.'
        : 'It does not exist: it was deleted, or created only just now.',
      fixableBy: fresh ? 'Microsoft' : 'you',
      next: 'Run this again in a few minutes: it goes on from where it stopped.',
    }),
  },
]

/** Where the code is not in the table. */
function byStatus({ status }: GraphError, context: CallContext): Words {
  if (status === 401) return signInAgain(context, 'Graph answers 401')
  if (status === 429 || status === 503 || status >= 500) {
    return {
      meaning: status === 429 ? 'Graph keeps throttling.' : 'Graph is unavailable.',
      fixableBy: 'Microsoft',
      next: 'Run this again later: it goes on from where it stopped.',
    }
  }
  if (status === 403) {
    const [, next] = lackingRight(context.area, context)
    return {
      kind: 'right',
      meaning: 'Graph refuses the call, for a reason that is not known here.',
      fixableBy: 'administrator',
      next: `Look up the code. If it is about rights: ${next}`,
    }
  }
  return {
    meaning: 'Graph does not accept the call.',
    fixableBy: 'you',
    next: `Graph’s own message says what to fix. ${AGAIN}`,
  }
}

export function explainGraphError(error: GraphError, context: CallContext): Explanation {
  const row = ROWS.find(
    ({ code, message }) =>
      (typeof code === 'string' ? code === error.code : code.test(error.code)) &&
      (message?.test(error.message) ?? true),
  )
  return { kind: 'graph', ...(row ? row.explain(context) : byStatus(error, context)) }
}
