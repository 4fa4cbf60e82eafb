// Collects the answers: from flags, then prompts, then the registration, then defaults.
import { azureDevOpsUrl, isExternalId, isLocalhost, parseAuthority } from '../../../src/entryway/protocol.ts'
import { type AccountKind, kindOfAudience, kindRow } from '../../app-registration/account-kind.ts'
import { basePathOf, redirectUrisProblem } from '../../app-registration/redirect-uris.ts'
import { isManyTenants, type Tenant } from '../../app-registration/tenant.ts'
import type { Options } from '../command-line/options.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'
import type { DevVars } from '../dev-vars/dev-vars.ts'
import type { Application, UserFlow } from '../graph/graph-objects.ts'
import { credentialKindOf, planCredential } from '../plan/credential.ts'
import type { Answers } from '../plan/desired-state.ts'
import type { Ask } from './questions.ts'
import { answerRedirectUris, isForeign } from './redirect-uri-answers.ts'

/** Each environment has its own registration. */
export const defaultName = ({ env }: Pick<Options, 'env'>): string =>
  env === null ? 'Entryway' : `Entryway (${env})`
const DEFAULT_LIFETIME_DAYS = 180

/** Asked before the sign-in, because it determines which permissions to request. */
export type Outline = { kind: AccountKind | null; adminConsent: boolean }

export async function answerOutline(options: Options, devVars: DevVars, ask: Ask | null): Promise<Outline> {
  const guessed = kindOfDevVars(devVars)
  const kind =
    options.kind ??
    kindOfHost(options) ??
    (ask && !options.delete ? await ask.kind(guessed ?? 'tenant') : guessed)
  const asksConsent = ask !== null && !options.delete && kind !== 'consumers' && kind !== 'customers'
  const adminConsent =
    options.adminConsent || (asksConsent && (await ask.adminConsent())) || kind === 'customers'
  if (options.adminConsent && kind === 'consumers') {
    throw new RegisterRefusal(
      'usage',
      'Personal accounts have no admin consent.',
      'Leave --admin-consent out.',
    )
  }
  return { kind, adminConsent }
}

/** On an External ID host, all tenants are for customers. */
function kindOfHost({ authority }: Options): AccountKind | null {
  const named = parseAuthority(authority ?? '')
  return named && isExternalId(named) && !isLocalhost(new URL(named.origin).hostname) ? 'customers' : null
}

/** Falls back to the previous run's answer: on localhost, a customer tenant's AUTHORITY looks like any other. */
function kindOfDevVars({ variables, notes }: DevVars): AccountKind | null {
  const authority = parseAuthority(variables.AUTHORITY ?? '')
  if (!authority) return notes.kind
  const { tenant, origin } = authority
  if (isManyTenants(tenant)) return tenant
  if (isLocalhost(new URL(origin).hostname)) return notes.kind
  return isExternalId(authority) ? 'customers' : 'tenant'
}

/** Only that tenant's users are meant, whoever the registration accepts by now. */
function namesTenant({ variables }: DevVars): boolean {
  const authority = parseAuthority(variables.AUTHORITY ?? '')
  return authority !== null && !isManyTenants(authority.tenant)
}

type Found = {
  tenant: Tenant
  application: Application | null
  userFlow: UserFlow | null
  devVars: DevVars
  /** Milliseconds. */
  now: number
}

export async function answer(
  options: Options,
  { kind: outlined, adminConsent }: Outline,
  { tenant, application, userFlow, devVars, now }: Found,
  name: string,
  ask: Ask | null,
): Promise<Answers> {
  const registered = application && kindOfAudience(application.signInAudience, tenant.forCustomers === true)
  const kind =
    outlined ?? (namesTenant(devVars) ? null : registered) ?? (tenant.forCustomers ? 'customers' : 'tenant')
  const redirectUris = await answerRedirectUris(options, kind, { application, devVars }, ask)
  const credential =
    options.credential ?? (await ask?.credential(credentialKindOf(devVars))) ?? credentialKindOf(devVars)
  const { rotate, deploySecrets: deploys } = options
  const { adds } = planCredential(
    { kind: credential, mostSecrets: kindRow(kind).mostSecrets, rotate, deploys },
    application,
    devVars,
    now,
  )
  const asksLifetime = adds === null ? null : ask
  const lifetimeDays =
    options.lifetimeDays ?? (await asksLifetime?.lifetimeDays(DEFAULT_LIFETIME_DAYS)) ?? DEFAULT_LIFETIME_DAYS
  const azureDevOpsUrl = await answerAzureDevOps(options, kind, devVars, ask)
  const signUp = kind === 'customers' ? await answerSignUp(options, userFlow, ask) : null
  const otherRedirectUris = options.redirectUris
    ? []
    : (application?.web.redirectUris ?? []).filter(isForeign)
  const answers = {
    kind,
    name,
    redirectUris,
    otherRedirectUris,
    basePath: options.basePath ?? basePathOf(application?.web.logoutUrl),
    credential,
    lifetimeDays,
    azureDevOpsUrl,
    adminConsent,
    signUp,
  }
  checkTogether(options, answers)
  return answers
}

async function answerAzureDevOps(
  options: Options,
  kind: AccountKind,
  { path, variables }: DevVars,
  ask: Ask | null,
) {
  if (options.azureDevOpsUrl) return options.azureDevOpsUrl
  if (!kindRow(kind).azureDevOps) return null
  const present = variables.AZURE_DEVOPS_URL ?? ''
  if (ask) return ask.azureDevOps(present)
  if (present === '') return null
  const url = azureDevOpsUrl(present)
  if (url !== null) return url
  throw new RegisterRefusal(
    'variables',
    `AZURE_DEVOPS_URL in ${path} does not name an Azure DevOps organization.`,
    'Correct or delete the line, or pass the organization with --azure-devops.',
  )
}

async function answerSignUp(
  options: Options,
  userFlow: UserFlow | null,
  ask: Ask | null,
): Promise<Answers['signUp']> {
  // An existing user flow stays unchanged, because customers use it.
  const asks = userFlow === null ? ask : null
  return {
    method: options.signUp ?? (await asks?.signUp()) ?? 'password',
    attributes: options.attributes ?? (await asks?.attributes(['displayName'])) ?? ['displayName'],
    userFlow: options.userFlow,
  }
}

/** @throws {RegisterRefusal} if answers that are valid on their own contradict each other */
function checkTogether(options: Options, { kind, redirectUris, azureDevOpsUrl }: Answers): void {
  const refuse = (message: string, next: string) => {
    throw new RegisterRefusal('usage', message, next)
  }
  const { sentence } = kindRow(kind)
  const problem = redirectUrisProblem(redirectUris, kind)
  if (problem && options.redirectUris)
    refuse(`--redirect-uri ${problem}.`, 'Pass the right ones with --redirect-uri, once for each.')
  if (problem) {
    throw new RegisterRefusal(
      'variables',
      `The redirect URI ${problem}.`,
      `Correct REDIRECT_URI in ${options.devVars}, or pass the right ones with --redirect-uri, once for each.`,
    )
  }
  if (azureDevOpsUrl && !kindRow(kind).azureDevOps) {
    refuse(`Azure DevOps does not accept ${sentence}.`, 'Leave --azure-devops out, or choose another --kind.')
  }
  const forCustomers = [options.signUp, options.attributes, options.userFlow].some((each) => each !== null)
  if (forCustomers && kind !== 'customers') {
    refuse(
      'Only customers have a user flow.',
      'Leave --sign-up, --attributes and --user-flow out, or use --kind customers.',
    )
  }
}
