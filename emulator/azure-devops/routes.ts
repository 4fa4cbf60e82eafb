// The PAT lifecycle API of Azure DevOps, at /{organization}/_apis/tokens/pats.
import { type Context, Hono } from 'hono'
import { isJson } from '../protocol/json-body.ts'
import type { Operation } from '../state/azure-devops-faults.ts'
import { takeFault } from '../state/faults.ts'
import { patToken } from '../state/pat.ts'
import { errorIn, messageOf, type PatTokenError } from '../state/pat-error.ts'
import type { State } from '../state/state.ts'
import { checkAccess, findCaller, refuseCaller } from './access.ts'
import { readApiVersion } from './api-version.ts'
import { connectionData } from './connection-data.ts'
import { AzureDevOpsError, answerError, unreadableBody } from './error.ts'
import { findOrganization } from './organizations.ts'
import { listPats, malformedRow, startAgain } from './pat-list.ts'
import { createPat, findPat, getPat, type Occasion, type PatOutcome, updatePat } from './pats.ts'
import { takeFaultOf, transportFault } from './transport-fault.ts'

const operationsByMethod: Record<string, Operation> = { POST: 'create', PUT: 'update', DELETE: 'revoke' }

function operationOf(c: Context): Operation | null {
  if (c.req.method === 'GET') return c.req.query('authorizationId') === undefined ? 'list' : 'get'
  return operationsByMethod[c.req.method] ?? null
}

/** Null: JSON, but not an object. Throws AzureDevOpsError. */
function parsed(text: string): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...json } : null
  } catch {
    if (text.trim() === '') return null
    throw unreadableBody()
  }
}

async function readFields(c: Context): Promise<Record<string, unknown>> {
  if (!isJson(c)) {
    throw new AzureDevOpsError(
      415,
      'VssRequestContentTypeNotSupportedException',
      `The request indicated a Content-Type that is not supported for method type "${c.req.method}". Valid content types for this method are: application/json.`,
    )
  }
  const text = await c.req.text()
  const fields = parsed(text)
  if (fields) return fields
  throw new AzureDevOpsError(
    400,
    'VssPropertyValidationException',
    'Value cannot be null.\r\nParameter name: token',
  )
}

const result = (c: Context, version: number, error: PatTokenError | null, patToken: object | null) =>
  c.json({
    patToken,
    patTokenError: error ?? 'none',
    ...(version >= 7.2 ? { patTokenErrorMessage: error && messageOf(error) } : {}),
  })

function answerOutcome(c: Context, version: number, outcome: PatOutcome) {
  if (typeof outcome === 'string') return result(c, version, errorIn(version, outcome), null)
  return result(c, version, null, outcome)
}

const revokeRefusals: Partial<Record<PatTokenError, AzureDevOpsError>> = {
  invalidAuthorizationId: new AzureDevOpsError(
    400,
    'VssPropertyValidationException',
    'The value is not valid for Guid.\r\nParameter name: authorizationId',
  ),
  accessDenied: new AzureDevOpsError(
    403,
    'InvalidAccessException',
    'The requested operation is not allowed.',
  ),
}

const notFound = new AzureDevOpsError(404, 'SessionTokenNotFoundException', 'The token was not found.')

/** Revoking again changes nothing, and is not an error. */
function revokePat(c: Context, occasion: Occasion) {
  const pat = findPat(occasion, c.req.query('authorizationId'))
  if (typeof pat === 'string') throw revokeRefusals[pat] ?? notFound
  pat.revoked = true
  return c.body(null, occasion.faults.has('azure_devops_revoke_200') ? 200 : 204)
}

async function serve(c: Context, operation: Operation, occasion: Occasion) {
  const { pats, faults, ownerId, version, now } = occasion
  if (operation === 'revoke') return revokePat(c, occasion)
  if (operation === 'list') {
    const own = [...pats.values()].filter((pat) => pat.ownerId === ownerId)
    const page = listPats(own, (name) => c.req.query(name), now)
    const patTokens = page.pats.map((pat) => patToken(pat))
    if (takeFault(faults, 'azure_devops_empty_page')) {
      return c.json({ continuationToken: startAgain(now), patTokens: [] })
    }
    const rows = takeFault(faults, 'azure_devops_malformed_row') ? [malformedRow, ...patTokens] : patTokens
    return c.json({ continuationToken: page.continuationToken, patTokens: rows })
  }
  const fields = operation === 'get' ? {} : await readFields(c)
  const forced = takeFaultOf(faults, 'azure_devops_pat_error', operation)?.patError
  if (forced) return answerOutcome(c, version, forced)
  if (operation === 'get') return answerOutcome(c, version, getPat(occasion, c.req.query('authorizationId')))
  return answerOutcome(c, version, (operation === 'create' ? createPat : updatePat)(occasion, fields))
}

const noOrganization =
  '<!doctype html><title>Azure DevOps Services | 404</title><h1>404 - Page not found</h1>'

/** An unsupported method: the caller is authenticated first, as for the others. */
async function refuseMethod(c: Context, state: State) {
  const organization = findOrganization(state.tenants, c.req.param('organization') ?? '')
  if (!organization) return c.html(noOrganization, 404)
  const caller = await findCaller(c, state)
  if (typeof caller === 'string') return refuseCaller(c, organization, caller)
  const message = `The requested resource does not support http method '${c.req.method}'.`
  return c.json({ count: 1, value: { Message: message } }, 405)
}

/** The service's paths are not case-sensitive. */
export const isAzureDevOpsPath = ({ pathname }: URL) => /^\/[^/]+\/_apis(\/|$)/i.test(pathname)

export function azureDevOpsRoutes(state: State): Hono {
  const app = new Hono({ getPath: (request) => new URL(request.url).pathname.toLowerCase() })
  app.onError((error, c) => answerError(c, error))
  app.use(async (c, next) => {
    await next()
    c.res.headers.set('ActivityId', crypto.randomUUID())
  })

  app.all('/:organization/_apis/tokens/pats', async (c) => {
    const operation = operationOf(c)
    if (!operation) return refuseMethod(c, state)
    const organization = findOrganization(state.tenants, c.req.param('organization'))
    const broken = await transportFault(c, state.faults, operation, organization)
    if (broken) return broken
    if (!organization) return c.html(noOrganization, 404)
    const caller = await findCaller(c, state)
    if (typeof caller === 'string') return refuseCaller(c, organization, caller)
    checkAccess(c, state, caller, organization, operation)
    const version = readApiVersion(c.req.method, c.req.query('api-version'))
    const { pats, faults } = state
    const ownerId = caller.person.profile.id
    return serve(c, operation, { pats, faults, ownerId, organization, version, now: state.now() })
  })

  app.get('/:organization/_apis/connectiondata', (c) => {
    const organization = findOrganization(state.tenants, c.req.param('organization'))
    return organization ? connectionData(c, state, organization) : c.html(noOrganization, 404)
  })

  app.notFound((c) =>
    answerError(
      c,
      new AzureDevOpsError(404, 'VssResourceNotFoundException', 'The controller for the path was not found.'),
    ),
  )
  return app
}
