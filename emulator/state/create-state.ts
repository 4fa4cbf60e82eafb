// An emulator's initial state: a directory, and no sessions.
import { seedPats } from '../azure-devops/pat-seed.ts'
import { apps } from '../directory/apps.ts'
import { firstConsents } from '../directory/consent.ts'
import { groups } from '../directory/groups.ts'
import { people } from '../directory/people.ts'
import { firstServicePrincipals } from '../directory/service-principal.ts'
import { firstTenants } from '../directory/tenants.ts'
import { firstUserFlows } from '../directory/user-flow.ts'
import type { AppSetup } from './app-setup.ts'
import { inProcess, type Serving } from './serving.ts'
import { createSigningKeys, type SigningKeys } from './signing-keys.ts'
import type { State } from './state.ts'

export type Directory = Pick<State, 'tenants' | 'people' | 'groups' | 'apps'> & {
  /** Application permissions that administrators have granted, by client ID. */
  applicationPermissions?: Map<string, string[]>
  /** Client IDs of the apps with admin consent in their own tenant. */
  adminConsented?: string[]
}

export const sampleDirectory: Directory = { tenants: firstTenants, people, groups, apps }

export type StateOptions = {
  /** Milliseconds. */
  now?: () => number
  /** Where the sample apps run. Default: http://localhost:8787. */
  appOrigin?: string
  /** Where Entryway's own paths begin in the sample apps. Default: at the root. */
  basePath?: string
  serving?: Serving
  appSetup?: AppSetup
  directory?: Directory
  /** From the emulator that this one replaces. */
  keys?: SigningKeys
}

export function createState({
  now = Date.now,
  appOrigin,
  basePath = '',
  serving = inProcess,
  appSetup,
  directory = sampleDirectory,
  keys,
}: StateOptions): State {
  // Cloned together, so that references to tenants and groups stay within this emulator.
  const { tenants, people, groups, apps, applicationPermissions, adminConsented } = structuredClone(directory)
  for (const { frontChannelLogout: logout } of apps) {
    if (logout && 'path' in logout && logout.at === 'app') logout.path = basePath + logout.path
  }
  const ids = new Set(people.map(({ profile }) => profile.id))
  return {
    now,
    appOrigin: appOrigin ?? 'http://localhost:8787',
    hasApp: appOrigin !== undefined,
    serving,
    appSetup: appSetup ?? null,
    tenants,
    apps,
    deletedApps: [],
    servicePrincipals: firstServicePrincipals(tenants, apps),
    userFlows: firstUserFlows(apps),
    emailMethods: new Map(),
    applicationPermissions: applicationPermissions ?? new Map(),
    people,
    groups,
    keys: keys ?? createSigningKeys(),
    faults: new Map(),
    pending: new Map(),
    journeys: new Map(),
    codes: new Map(),
    deviceCodes: new Map(),
    refreshTokens: new Map(),
    browsers: new Map(),
    pats: new Map([...seedPats(now())].filter(([, { ownerId }]) => ids.has(ownerId))),
    ...firstConsents(apps, adminConsented),
  }
}
