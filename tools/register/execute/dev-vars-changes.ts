// Compares .dev.vars with what the app needs, and returns the lines to change.
import { isGuid } from '../../../src/entryway/protocol.ts'
import { forDevelopment } from '../../app-registration/redirect-uris.ts'
import type { Replaced, ReplacedCredential } from '../../settings/replaced-credentials.ts'
import { SECRET_EXPIRES } from '../../settings/variable-names.ts'
import { type Difference, placeholder } from '../change/change.ts'
import type { Step } from '../command-line/report.ts'
import type { VariableChange } from '../dev-vars/dev-vars.ts'
import type { Application } from '../graph/graph-objects.ts'
import { credentialKindOf } from '../plan/credential.ts'
import type { Work } from './execution-input.ts'

/**
 * A pipeline's rotation, in a folder without a stored .dev.vars. The registration doesn't tell the deployed Worker's settings,
 * such as a single-tenant AUTHORITY where the app is registered for several tenants.
 */
export const givesCredentialAlone = ({ options, application, ownDevVars }: Work): boolean =>
  options.rotate && options.deploySecrets && application !== null && !ownDevVars.variables.AUTHORITY

/** The variables that differ from the desired state. */
export function changedVariables(work: Work, clientId: string): VariableChange {
  if (givesCredentialAlone(work)) return { CLIENT_ID: clientId }
  const { answers, authority, ownDevVars: own } = work
  const present = own.variables.REDIRECT_URI
  const isRegistered = present !== undefined && answers.redirectUris.includes(present)
  const wanted: VariableChange = {
    AUTHORITY: authority,
    CLIENT_ID: clientId,
    REDIRECT_URI: (isRegistered ? present : forDevelopment(answers.redirectUris)) ?? '',
    AZURE_DEVOPS_URL: answers.azureDevOpsUrl,
    ...expiration(work),
  }
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => (own.variables[name] ?? null) !== value),
  )
}

/** For a secret that stays: only the directory knows its expiration, and a note typed by hand goes stale. */
function expiration({ plan: { credential }, ownDevVars: { variables } }: Work): VariableChange {
  const { endsAt } = credential
  if (endsAt === null || credentialKindOf({ variables }) !== 'secret') return {}
  // Graph's responses differ in whether they include fractions of a second.
  if (Math.abs(Date.parse(variables[SECRET_EXPIRES] ?? '') - endsAt) < 1000) return {}
  return { [SECRET_EXPIRES]: new Date(endsAt).toISOString() }
}

export function writingStep(work: Work): Step | null {
  const { plan, application, ownDevVars: own, devVars, replacesDevVars } = work
  const { adds, replaced, unsaved } = plan.credential
  const clientId = plan.known['client id']
  const change = changedVariables(work, clientId ?? placeholder('client id'))
  const differences: Difference[] = Object.entries(change).map(([name, value]) => ({
    what: name,
    is: shown(own.variables[name]),
    becomes: name === 'CLIENT_ID' ? ofApplication(application) : (value ?? 'removed'),
  }))
  if (adds) {
    const variable = adds === 'secret' ? 'CLIENT_SECRET' : 'CLIENT_CERTIFICATE'
    const is = own.variables[variable] ? 'the previous one' : 'missing'
    differences.push({ what: variable, is, becomes: 'the new one' })
  }
  const [is, becomes] = [noted(own.replaced, unsaved), noted(replaced, [])]
  if (is !== becomes) differences.push({ what: 'noted for removal', is, becomes })
  if (own.encoding) differences.push({ what: 'saved with', is: own.encoding, becomes: 'plain UTF-8' })
  for (const name of replacesDevVars ? leftOut(work, change) : []) {
    differences.push({ what: name, is: 'the other application’s', becomes: 'left out' })
  }
  if (differences.length === 0) return null
  return { sentence: `Write ${devVars.path}`, differences, call: null, done: false }
}

/** An existing application may be a colleague's, so this gives enough to recognize it. */
function ofApplication(application: Application | null): string {
  if (!application) return 'the new application’s'
  const { appId, displayName, createdDateTime } = application
  return `${appId}, the application "${displayName}"${createdDateTime ? ` registered on ${createdDateTime.slice(0, 10)}` : ''}`
}

const leftOut = ({ devVars }: Work, change: VariableChange) =>
  Object.keys(devVars.variables).filter((name) => !(name in change) && !/^CLIENT_/.test(name))

function noted({ credentials, awaitsDeployment }: Replaced, unsaved: ReplacedCredential[]): string {
  const length = credentials.length + unsaved.length
  if (length === 0) return 'nothing'
  const these = length === 1 ? 'one credential' : `${length} credentials`
  return `${these}, ${awaitsDeployment ? 'once the deployed Worker has the new one' : 'by the next run'}`
}

/** A secret on the wrong line is hidden, as on the right one. */
function shown(value: string | undefined): string {
  if (value === undefined) return 'missing'
  if (/^\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?$/.test(value)) return value
  const url = URL.parse(value)
  const isAddress = url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password
  return isGuid(value.toLowerCase()) || isAddress ? value : 'something else'
}
