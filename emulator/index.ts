// The emulator as one fetch function: Entra ID, Microsoft Graph, Azure DevOps, a web API, and a second app.
import { Hono } from 'hono'
import { adminConsentRoutes } from './authorize/admin-consent.ts'
import { customerSignInRoutes } from './authorize/customer-sign-in.ts'
import { logoutRoutes } from './authorize/logout.ts'
import { authorizeRoutes } from './authorize/routes.ts'
import { azureDevOpsRoutes, isAzureDevOpsPath } from './azure-devops/routes.ts'
import { deviceAuthorizationRoutes } from './device/authorization.ts'
import { deviceSignInRoutes } from './device/sign-in.ts'
import { isAzureDevOpsHost, isGraphHost, isLocal } from './directory/cloud.ts'
import { certificateOf } from './graph/directory/key-credential.ts'
import { graphRoutes, noVersion } from './graph/routes.ts'
import { errorMeaning } from './pages/error-page.ts'
import { contosoApiRoutes } from './start/contoso-api.ts'
import { intranetRoutes } from './start/intranet.ts'
import { startRoutes } from './start/start-page.ts'
import { createState, type StateOptions } from './state/create-state.ts'
import type { FaultName, FaultOptions } from './state/fault-names.ts'
import { checkFaultOptions } from './state/fault-options.ts'
import { addFault } from './state/faults.ts'
import { revokeRefreshTokens } from './state/refresh-token.ts'
import { createRequestLog, type RecordedRequest } from './state/request-log.ts'
import type { State } from './state/state.ts'
import { metadataRoutes } from './token/metadata.ts'
import { tokenRoutes } from './token/routes.ts'

export type { FaultName, FaultOptions } from './state/fault-names.ts'

type EmulatorOptions = StateOptions

export type Emulator = {
  fetch(request: Request): Promise<Response>
  /** Throws RangeError if an option does not apply to the fault. */
  setFault(fault: FaultName, options?: FaultOptions): void
  clearFaults(): void
  /**
   * Adds this certificate (PEM) to an app's registration, as an administrator would in the admin center. Throws
   * RangeError if there is no such app, GraphRefusal if the certificate is invalid or expired.
   */
  registerCertificate(clientId: string, certificate: string): Promise<void>
  /** The last 10,000 requests, oldest first. */
  requests: ReadonlyArray<RecordedRequest>
  forgetRequests(): void
  state: State
}

/** Some faults take effect at once; the others wait for a request. */
function setFault(state: State, fault: FaultName, options: FaultOptions = {}): void {
  checkFaultOptions(fault, options)
  if (fault === 'keys_rotated') state.keys.rotationsDue += 1
  else if (fault === 'refresh_revoked') revokeRefreshTokens(state.refreshTokens)
  else if (fault === 'consent_revoked') state.consents.clear()
  else if (fault === 'admin_consent_revoked') state.adminConsents.clear()
  else addFault(state.faults, fault, options)
}

export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const state = createState(options)
  const log = createRequestLog()
  const set = (fault: FaultName, faultOptions?: FaultOptions) => setFault(state, fault, faultOptions)

  const graphApi = graphRoutes(state)
  const graph = new Hono()
  graph.route('/', graphApi)
  graph.notFound(noVersion)

  const azureDevOps = azureDevOpsRoutes(state)

  const entra = new Hono()
  entra.route('/', startRoutes(state, set, log))
  entra.get('/error', errorMeaning)
  entra.route(
    '/',
    intranetRoutes(state, (request) => Promise.resolve(entra.fetch(request))),
  )
  entra.route('/', contosoApiRoutes(state))
  entra.route('/', metadataRoutes(state))
  entra.route('/', authorizeRoutes(state))
  entra.route('/', customerSignInRoutes(state))
  entra.route('/', adminConsentRoutes(state))
  entra.route('/', deviceAuthorizationRoutes(state))
  entra.route('/', deviceSignInRoutes(state))
  entra.route('/', tokenRoutes(state))
  entra.route('/', logoutRoutes(state))

  const local = new Hono()
  local.route('/', graphApi)
  local.route('/', entra)

  const appAt = (url: URL) => {
    if (isGraphHost(url)) return graph
    if (isAzureDevOpsHost(url)) return azureDevOps
    const isCustomDomain = state.tenants.some(({ loginHost }) => loginHost === url.hostname)
    if (isCustomDomain || !isLocal(url)) return entra
    return isAzureDevOpsPath(url) ? azureDevOps : local
  }

  return {
    async fetch(request) {
      const response = await log.record(request, state.now(), async () =>
        appAt(new URL(request.url)).fetch(request),
      )
      // A client that has given up gets no response, as on a real network.
      request.signal?.throwIfAborted()
      return response
    },
    setFault: set,
    clearFaults: () => state.faults.clear(),
    async registerCertificate(clientId, pem) {
      const app = state.apps.find((each) => each.clientId === clientId)
      if (!app) throw new RangeError(`there is no app ${clientId}`)
      app.certificates.push(await certificateOf(pem, state.now()))
    },
    requests: log.requests,
    forgetRequests: log.clear,
    state,
  }
}
