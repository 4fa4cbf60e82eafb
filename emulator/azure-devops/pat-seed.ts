// The PATs every emulator starts with: 130 for Adele Vance, to fill several pages, and three for Alex Wilber.
import { adele, alex } from '../directory/people.ts'
import type { Pat, PatStatus, Pats } from '../state/pat.ts'
import { contosoOrganization } from './organizations.ts'
import { FULL_ACCESS } from './pat-scopes.ts'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

const ADELES = 130

/** Their purposes: a name and its scopes. */
const purposes: [string, string][] = [
  ['Nightly build', 'vso.build_execute vso.code'],
  ['Release pipeline', 'vso.release_execute vso.build'],
  ['Package feed', 'vso.packaging_write'],
  ['Work item sync', 'vso.work_write'],
  ['Wiki export', 'vso.wiki'],
  ['Dashboard', 'vso.analytics vso.work'],
  ['Code search', 'vso.code'],
  ['Test results', 'vso.test_write vso.build'],
  ['Terraform', 'vso.serviceendpoint_manage vso.variablegroups_manage'],
  ['Visual Studio Code', 'vso.code_write vso.work_write'],
  ['Backup', 'vso.code_full vso.project'],
  ['Audit log', 'vso.auditlog'],
  ['Agent registration', 'vso.agentpools_manage'],
]

const places = [
  'contoso-web',
  'contoso-mobile',
  'warehouse',
  'payments',
  'intranet',
  'data-lake',
  'staging',
  'production',
  'laptop',
  'build-agent-01',
]

/** Special cases, which pages may find hard to display. */
const remarkable: Partial<Pat>[] = [
  { displayName: 'Migration with full access', scope: FULL_ACCESS },
  { displayName: 'Every organization', allOrgs: true },
  { displayName: '<b>Deploy</b> & "test" it\'s' },
  { displayName: 'Übersetzung 翻訳 🚀 مرحبا' },
  { displayName: `A name as long as it can be: ${'build-and-release-'.repeat(12)}`.slice(0, 240) },
]

const lifespans = [7, 30, 60, 90, 180, 365]
const soon = [0.2, 1.5, 5, 9, 13.5]

const statuses: PatStatus[] = [
  ...Array<PatStatus>(5).fill('active'),
  ...Array<PatStatus>(3).fill('expired'),
  ...Array<PatStatus>(2).fill('revoked'),
]

const at = <Value>(values: Value[], index: number) => values[index % values.length] as Value

/** Days until it expires, or since it expired. */
function daysLeft(status: PatStatus, index: number): number {
  if (status === 'expired') return -1 - ((index * 11) % 300)
  // Tokens that expire soon are together, after the special cases.
  const turn = index - 2 * statuses.length
  return (status === 'active' ? soon[turn] : undefined) ?? 16 + ((index * 37) % 330)
}

/** Creation and expiration; `now` in milliseconds. */
function lifetime(status: PatStatus, index: number, now: number) {
  const days = daysLeft(status, index)
  const odd = (index * 7_919_333) % HOUR_MS
  const validTo = now + days * DAY_MS + (days < 0 ? -odd : odd)
  const lifespan = days < 0 ? at(lifespans, index) : (lifespans.find((each) => each > days + 1) ?? 365)
  return { validFrom: validTo - lifespan * DAY_MS, validTo }
}

function adelesPat(index: number, now: number): Pat {
  const status = at(statuses, index)
  const [purpose, scope] = at(purposes, index)
  return {
    authorizationId: `9a70ade1-0000-4000-8000-${String(index).padStart(12, '0')}`,
    ownerId: adele.profile.id,
    organizationId: contosoOrganization.id,
    displayName: `${purpose}, ${at(places, Math.floor(index / purposes.length))}`,
    scope,
    ...lifetime(status, index, now),
    allOrgs: false,
    revoked: status === 'revoked',
    ...remarkable[index],
  }
}

const alexesPat = (
  index: number,
  displayName: string,
  scope: string,
  status: PatStatus,
  now: number,
): Pat => ({
  authorizationId: `9a70a1e0-0000-4000-8000-${String(index).padStart(12, '0')}`,
  ownerId: alex.profile.id,
  organizationId: contosoOrganization.id,
  displayName,
  scope,
  ...lifetime(status, index, now),
  allOrgs: false,
  revoked: status === 'revoked',
})

/** `now` in milliseconds. */
export function seedPats(now: number): Pats {
  const pats = [
    ...Array.from({ length: ADELES }, (_, index) => adelesPat(index, now)),
    alexesPat(0, 'Campaign board', 'vso.work_write', 'active', now),
    alexesPat(1, 'Old campaign board', 'vso.work_write', 'expired', now),
    alexesPat(2, 'Lost laptop', 'vso.code', 'revoked', now),
  ]
  return new Map(pats.map((pat) => [pat.authorizationId, pat]))
}
