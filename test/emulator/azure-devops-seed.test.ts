// The PATs that every emulator starts with.
import { expect, test } from 'vitest'
import { readScope } from '../../emulator/azure-devops/pat-scopes.ts'
import { createEmulator } from '../../emulator/index.ts'
import { adele, alex, contosoOrganization } from '../../emulator/seed.ts'
import { statusOf } from '../../emulator/state/pat.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const now = Date.UTC(2026, 10, 21)
const { state, ...emulator } = await createEmulator({ now: () => now })
const pats = [...state.pats.values()]
const adeles = pats.filter(({ ownerId }) => ownerId === adele.profile.id)

const counted = (status: string) => adeles.filter((pat) => statusOf(pat, now) === status).length

test('Adele has 130 in contoso, Alex three, and nobody else any', () => {
  expect(adeles).toHaveLength(130)
  expect(pats.filter(({ ownerId }) => ownerId === alex.profile.id)).toHaveLength(3)
  expect(pats).toHaveLength(133)
  expect(new Set(pats.map(({ organizationId }) => organizationId))).toEqual(new Set([contosoOrganization.id]))
})

test('Adele’s are active, expired and revoked, and five of them expire within 14 days', () => {
  expect([counted('active'), counted('expired'), counted('revoked')]).toEqual([65, 39, 26])
  const soon = adeles.filter((pat) => statusOf(pat, now) === 'active' && pat.validTo - now <= 14 * DAY_MS)
  expect(soon).toHaveLength(5)
})

test('one has full access, one is for all organizations', () => {
  expect(adeles.filter(({ scope }) => scope === 'app_token')).toHaveLength(1)
  expect(adeles.filter(({ allOrgs }) => allOrgs)).toHaveLength(1)
})

test('each could have come from the service: unique name, valid scope, plausible dates', () => {
  expect(new Set(adeles.map(({ displayName }) => displayName)).size).toBe(130)
  for (const { displayName, scope, validFrom, validTo } of pats) {
    expect(displayName.length).toBeLessThanOrEqual(255)
    expect(readScope(scope)).toBe(scope)
    expect(validFrom).toBeLessThan(now)
    expect(validTo - validFrom).toBeLessThanOrEqual(365 * DAY_MS)
    expect(validTo).toBeGreaterThan(validFrom)
  }
})

test('they follow the emulator’s own clock', async () => {
  const later = await createEmulator({ now: () => now + 1000 * DAY_MS })
  const [first] = later.state.pats.values()
  expect(first && statusOf(first, now + 1000 * DAY_MS)).toBe('active')
})

test('the start page says where they are, and whose', async () => {
  const page = await (await emulator.fetch(new Request('http://localhost:8788/'))).text()
  expect(page).toContain('<code>http://localhost:8788/contoso</code>')
  expect(page).toContain('Adele Vance, 130<br>Alex Wilber, 3<br>')
  expect(page).toContain('<code>http://localhost:8788/fabrikam</code>')
})
