// The faults of Azure DevOps.
import type { Context } from 'hono'
import { stall } from '../protocol/stall.ts'
import type { Operation } from '../state/azure-devops-faults.ts'
import type { FaultName } from '../state/fault-names.ts'
import { type Fault, type Faults, takeFault } from '../state/faults.ts'
import { notAllowed } from './access.ts'
import { challengeHeaders, unauthorized } from './challenge.ts'
import { AzureDevOpsError, envelope } from './error.ts'
import { contosoOrganization, type Organization } from './organizations.ts'
import { redirectToSignIn, signInPage } from './sign-in-answer.ts'

/** Only the fault's own operation uses it up. */
export function takeFaultOf(faults: Faults, name: FaultName, operation: Operation): Fault | null {
  const wanted = faults.get(name)?.operation ?? operation
  return wanted === operation ? takeFault(faults, name) : null
}

const refusals = {
  azure_devops_403: new AzureDevOpsError(
    403,
    'AadConditionalAccessException',
    'VS403463: The conditional access policy defined by your Azure Active Directory administrator has failed.',
  ),
  azure_devops_404: new AzureDevOpsError(
    404,
    'HostDoesNotExistException',
    'The organization does not exist.',
  ),
  azure_devops_500: new AzureDevOpsError(
    500,
    'TeamFoundationServerException',
    'TF400898: An Internal Error Occurred.',
  ),
  azure_devops_error: new AzureDevOpsError(
    400,
    'InvalidAccessException',
    'The requested operation is not allowed.',
  ),
} satisfies Partial<Record<FaultName, AzureDevOpsError>>

/** The status and type have not been seen. */
const openOnce = (c: Context, organization: Organization) =>
  new AzureDevOpsError(
    401,
    'UnauthorizedRequestException',
    `TF401444: Please sign-in at least once as ${organization.tenantId}\\you in a web browser to enable access to the service.`,
    challengeHeaders(c, organization),
  )

const throttled = new AzureDevOpsError(
  429,
  'RequestBlockedException',
  'TF400733: The request has been canceled: Request was blocked due to exceeding usage of a resource.',
)

const others: [FaultName, (c: Context) => Response | Promise<Response>][] = [
  ['azure_devops_stall', (c) => stall(c.req.raw.signal)],
  ['azure_devops_429', (c) => envelope(c, throttled, { 'Retry-After': '7' })],
  ['azure_devops_503', (c) => c.text('Service Unavailable', 503)],
  ['azure_devops_sign_in_203', signInPage],
  ['azure_devops_sign_in_302', redirectToSignIn],
  ['azure_devops_html', (c) => c.html('<!doctype html><title>Proxy</title><h1>Sign in to the proxy</h1>')],
  [
    'azure_devops_malformed',
    (c) => c.body('{"continuationToken":"","patTokens":[', 200, { 'Content-Type': 'application/json' }),
  ],
]

export async function transportFault(
  c: Context,
  faults: Faults,
  operation: Operation,
  organization: Organization | null,
): Promise<Response | null> {
  const at = organization ?? contosoOrganization
  if (takeFaultOf(faults, 'azure_devops_401', operation)) return envelope(c, unauthorized(c, at, ''))
  if (takeFaultOf(faults, 'azure_devops_not_allowed', operation)) return envelope(c, notAllowed())
  if (takeFaultOf(faults, 'azure_devops_open_once', operation)) return envelope(c, openOnce(c, at))
  for (const [name, answer] of others) if (takeFaultOf(faults, name, operation)) return answer(c)
  for (const [name, error] of Object.entries(refusals)) {
    if (takeFaultOf(faults, name as FaultName, operation)) return envelope(c, error)
  }
  const fails = operation === 'revoke' && takeFault(faults, 'azure_devops_revoke_fails')
  return fails ? envelope(c, refusals.azure_devops_500) : null
}
