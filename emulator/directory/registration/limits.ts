// Limits on an app registration, and what its account types rule out. Source: "Validation differences by supported
// account types".
import { type AppRegistration, admitsPersonalAccounts } from '../app-registration.ts'
import { badRequest } from '../graph-refusal.ts'
import { tenantOf } from '../tenants.ts'
import { type Problem, problem, wrong } from './problem.ts'

const MAX_APIS = 50
const MAX_PERMISSIONS = 400
const MAX_PERMISSIONS_WITH_PERSONAL_ACCOUNTS = 200
const MAX_PERMISSIONS_OF_ONE_API_WITH_PERSONAL_ACCOUNTS = 30

export const MAX_NAME_LENGTH = 256
export const MAX_SECRETS_WITH_PERSONAL_ACCOUNTS = 2

const PERSONAL_TOKEN_VERSION = 2

function audienceProblems(app: AppRegistration): Problem[] {
  if (tenantOf(app).kind !== 'customers' || app.signInAudience === 'AzureADMyOrg') return []
  const message = 'Only AzureADMyOrg is supported in an external tenant'
  const refusal = badRequest(
    `Invalid value specified for property 'signInAudience' of resource 'Application'. ${message}.`,
  )
  return [problem('signInAudience', message, refusal)]
}

/** The endpoint of personal accounts issues only version 2.0 tokens. */
function tokenVersionProblems(app: AppRegistration): Problem[] {
  const { requestedAccessTokenVersion: version } = (app.others.api ?? {}) as Record<string, unknown>
  if (!admitsPersonalAccounts(app) || version === PERSONAL_TOKEN_VERSION) return []
  const path = 'api.requestedAccessTokenVersion'
  return [
    problem(path, 'must be 2 where personal accounts sign in', badRequest(`Property ${path} is invalid.`)),
  ]
}

function permissionProblems(app: AppRegistration): Problem[] {
  const counts = (app.requiredResources ?? []).map(({ resourceAccess }) => resourceAccess.length)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const personal = admitsPersonalAccounts(app)
  const most = personal ? MAX_PERMISSIONS_WITH_PERSONAL_ACCOUNTS : MAX_PERMISSIONS
  const mostOfOne = personal ? MAX_PERMISSIONS_OF_ONE_API_WITH_PERSONAL_ACCOUNTS : MAX_PERMISSIONS
  const isGood =
    counts.length <= MAX_APIS &&
    Math.max(total, app.permissions.length) <= most &&
    counts.every((count) => count <= mostOfOne)
  const limits = `${MAX_APIS} APIs, ${most} permissions, ${mostOfOne} of one API`
  return isGood ? [] : [wrong('requiredResourceAccess', `asks for too much: at most ${limits}`)]
}

/** Entra opens it in a frame on its own https page. */
function logoutUrlProblems({ frontChannelLogout }: AppRegistration): Problem[] {
  if (!frontChannelLogout || !('url' in frontChannelLogout)) return []
  const { url } = frontChannelLogout
  if (!URL.canParse(url) || !['https:', 'http:'].includes(new URL(url).protocol)) {
    return [wrong('web.logoutUrl', `'${url}' must be a URL that starts with HTTPS`)]
  }
  if (new URL(url).protocol === 'https:') return []
  const message =
    "Invalid value specified for property 'logoutUrl' of resource 'WebApplication'. It must start with HTTPS."
  return [problem('web.logoutUrl', `'${url}' must start with HTTPS`, badRequest(message))]
}

export const tooManySecrets = () =>
  badRequest(`You can only add a maximum of ${MAX_SECRETS_WITH_PERSONAL_ACCOUNTS} encrypted credentials.`)

const secretProblems = (app: AppRegistration): Problem[] =>
  admitsPersonalAccounts(app) && app.secrets.length > MAX_SECRETS_WITH_PERSONAL_ACCOUNTS
    ? [
        problem(
          'passwordCredentials',
          `There are more than ${MAX_SECRETS_WITH_PERSONAL_ACCOUNTS} secrets where personal accounts sign in`,
          tooManySecrets(),
        ),
      ]
    : []

const nameProblems = ({ displayName }: AppRegistration): Problem[] =>
  displayName.trim() === '' || displayName.length > MAX_NAME_LENGTH
    ? [wrong('displayName', `must have 1 to ${MAX_NAME_LENGTH} characters`)]
    : []

export const limitProblems = (app: AppRegistration): Problem[] => [
  ...nameProblems(app),
  ...audienceProblems(app),
  ...permissionProblems(app),
  ...tokenVersionProblems(app),
  ...logoutUrlProblems(app),
  ...secretProblems(app),
]
