// Who is in which group, directly and through other groups.
import { expect, test } from 'vitest'
import {
  adele,
  allCompany,
  contosoIt,
  type Group,
  groups,
  groupsOf,
  nestor,
  retail,
  stores,
  transitiveGroupsOf,
} from '../../emulator/seed.ts'

const idsOf = (found: Group[]) => found.map(({ id }) => id)

test('membership is direct', () => {
  expect(idsOf(groupsOf(groups, adele.profile.id))).toEqual(idsOf([retail, allCompany]))
  expect(idsOf(groupsOf(groups, nestor.profile.id))).toEqual(idsOf([contosoIt, allCompany]))
})

test('transitive membership goes through groups', () => {
  expect(idsOf(transitiveGroupsOf(groups, adele.profile.id))).toEqual(idsOf([retail, stores, allCompany]))
  expect(idsOf(transitiveGroupsOf(groups, retail.id))).toEqual([stores.id])
})

test('a cycle of groups ends, and no group contains itself', () => {
  const circle = [{ ...retail, memberIds: [adele.profile.id, stores.id] }, stores]
  expect(idsOf(transitiveGroupsOf(circle, adele.profile.id))).toEqual([retail.id, stores.id])
  expect(idsOf(transitiveGroupsOf(circle, retail.id))).toEqual([stores.id])
})
