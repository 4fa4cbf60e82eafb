// What one emulator begins with: a directory, and nobody signed in.
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

/** Tenants, and who and what is in them. */
export type Directory = Pick<State, 'tenants' | 'people' | 'groups' | 'apps'> & {
  /** What administrators have granted to apps that speak for themselves, by client id. */
  applicationPermissions?: Map<string, string[]>
  /** Client ids of the apps that an administrator has consented to, for everybody in the app's tenant. */
  adminConsented?: string[]
}

/** Contoso, Fabrikam, Fourth Coffee and the personal accounts. */
export const sampleDirectory: Directory = { tenants: firstTenants, people, groups, apps }

export type StateOptions = {
  /** Milliseconds. */
  now?: () => number
  /** Where the apps that sign in here live; default: http://localhost:8787. */
  appOrigin?: string
  serving?: Serving
  appSetup?: AppSetup
  directory?: Directory
  /** Those of an emulator that this one takes the place of. */
  keys?: SigningKeys
}

export async function createState({
  now = Date.now,
  appOrigin,
  serving = inProcess,
  appSetup,
  directory = sampleDirectory,
  keys,
}: StateOptions): Promise<State> {
  // One clone, so that what refers to a tenant or a group goes on referring to the one in this emulator.
  const { tenants, people, groups, apps, applicationPermissions, adminConsented } = structuredClone(directory)
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
    keys: keys ?? (await createSigningKeys(now())),
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
