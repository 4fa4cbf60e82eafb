// Graph's error codes, each with what it means, who can fix it, and the way on: the samples of Microsoft's answers.
import { describe, expect, test } from 'vitest'
import type { CallContext } from '../../tools/register/graph/explanation.ts'
import { ROWS } from '../../tools/register/graph/graph-codes.ts'
import {
  type GraphError,
  graphError,
  inGraphsWords,
  isNotYetKnown,
  isPassing,
} from '../../tools/register/graph/graph-error.ts'
import { explainGraphError } from '../../tools/register/graph/graph-refusal.ts'
import { recorded, sampleCalled } from '../support/recorded.ts'

const sample = (name: string) => {
  const { status = 0, body } = sampleCalled('graph', name)
  return { status, json: body }
}

const CALL: CallContext = {
  method: 'POST',
  path: '/applications',
  area: 'application',
  fresh: false,
  isGiven: false,
  isAppOnly: false,
  permissions: null,
  objectId: null,
  forCustomers: false,
}
const GIVEN = { isGiven: true }
const PIPELINE = { isGiven: true, isAppOnly: true }
const ADMIN = 'administrator'
const AUDIENCE: Refused = [400, 'Request_BadRequest', "Invalid 'signInAudience'."]
const FLOW = { area: 'user_flow', forCustomers: null } as const

/** The name of a sample; or what only public reports quote. */
type Refused = string | [status: number, code: string, message?: string]

const errorOf = (refused: Refused): GraphError => {
  if (typeof refused === 'string') return graphError(sample(refused))
  const [status, code, message = 'No.'] = refused
  return { status, code, message }
}
const explained = (refused: Refused, context: Partial<CallContext> = {}) =>
  explainGraphError(errorOf(refused), { ...CALL, ...context })

type Row = [refused: Refused, context: Partial<CallContext>, by: string, next: RegExp]

describe.each<[kind: string, rows: Row[]]>([
  [
    'right',
    [
      ['403', {}, ADMIN, /role Application Developer.*Application\.ReadWrite.*Privileged/],
      ['403', GIVEN, ADMIN, /token in GRAPH_TOKEN the permission/],
      ['403', PIPELINE, ADMIN, /application permission Application\.ReadWrite\.OwnedBy/],
      ['403', { ...FLOW, ...GIVEN }, ADMIN, /Azure CLI never has.*--kind tenant/],
      ['403', { ...FLOW, isAppOnly: true }, ADMIN, /--kind tenant/],
      ['organization-app-only', { area: 'tenant', isAppOnly: true }, ADMIN, /Organization\.Read\.All/],
      ['service-principal-not-yet-403', {}, ADMIN, /role/],
      [[403, 'Authentication_MSGraphPermissionMissing'], {}, ADMIN, /permission/],
      [[403, 'Authentication_ApplicationHasNoDirectoryReadAccess'], {}, ADMIN, /permission/],
      [[400, 'Authentication_Unauthorized'], {}, ADMIN, /permission/],
      [[403, 'Unknown_Code'], {}, ADMIN, /Look up the code/],
    ],
  ],
  [
    'sign_in',
    [
      ['401-expired', {}, 'you', /it has expired.*sign in again/],
      ['401-expired-2025', GIVEN, 'you', /unset GRAPH_TOKEN/],
      ['401-wrong-audience', GIVEN, 'you', /--resource-type ms-graph/],
      ['401-claims-challenge', {}, 'you', /sign in again/],
      ['401-claims-challenge-2024', {}, ADMIN, /accepts.*GRAPH_TOKEN/],
      ['401-claims-challenge-2024', GIVEN, ADMIN, /--claims-challenge/],
      ['401-claims-challenge-2024', PIPELINE, ADMIN, /Service principal/],
      [[401, 'Unauthorized', 'Additional claims required {}'], {}, ADMIN, /GRAPH_TOKEN/],
      [[403, 'accessDenied', 'Operation requires conditional access'], {}, ADMIN, /GRAPH_TOKEN/],
      [[401, 'Authorization_IdentityNotFound'], {}, ADMIN, /another account/],
      [[401, 'InvalidAuthenticationToken', 'CompactToken parsing failed'], {}, 'you', /sign in again/],
      [[401, 'Authentication_MissingOrMalformed'], {}, 'you', /sign in again/],
      [[401, 'Authentication_Unauthorized'], {}, 'you', /sign in again/],
    ],
  ],
  [
    'graph',
    [
      ['quota', {}, 'you', /Deleted applications.*--client-id/],
      ['quota-tenant', {}, ADMIN, /larger quota/],
      ['policy-credential-type', { path: '/applications/1/addPassword' }, 'you', /--certificate/],
      ['policy-credential-type', { method: 'PATCH' }, ADMIN, /--secret/],
      ['policy-credential-lifetime', {}, 'you', /--lifetime/],
      ['policy-audience', {}, 'you', /--kind/],
      [[400, 'KeyTypeNotAllowedAsPerAppPolicy'], {}, ADMIN, /--certificate, --lifetime.* --kind/],
      [[400, 'KeyCredentialsInvalidEndDate'], {}, 'you', /--lifetime/],
      [[400, 'Request_BadRequest', 'maximum of 2 encrypted credentials'], {}, 'you', /secrets.*--rotate/],
      [[403, 'Directory_ResourceSizeExceeded'], {}, 'you', /no longer used/],
      [[400, 'ServiceTreeValueMissing'], {}, 'you', /--service-management-reference.*--client-id/],
      [[403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'], {}, ADMIN, /license.*--client-id/],
      ['grant-exists', {}, 'you', /few minutes/],
      ['concurrency', {}, 'you', /in a minute/],
      ['404', { fresh: true }, 'Microsoft', /few minutes/],
      ['service-principal-not-yet-403', { fresh: true }, 'Microsoft', /in a few minutes/],
      ['429', {}, 'Microsoft', /later/],
      ['429-other-code', {}, 'Microsoft', /later/],
      [[504, 'UnknownError'], {}, 'Microsoft', /later/],
      [[400, 'Request_BadRequest'], {}, 'you', /own message/],
      [[400, 'Request_BadRequest', 'User flows are not for you.'], FLOW, 'you', /--kind tenant/],
      [AUDIENCE, { forCustomers: null }, 'you', /--kind customers/],
      [AUDIENCE, { forCustomers: true }, 'you', /--kind customers/],
    ],
  ],
])('of the kind %s:', (kind, rows) => {
  test.each(rows)('%j, %o is for %s, with the way on %s', (refused, context, fixableBy, wayOn) => {
    const { meaning, next, ...rest } = explained(refused, context)
    expect([rest, `${meaning} ${next}`]).toEqual([{ kind, fixableBy }, expect.stringMatching(wayOn)])
    if (kind !== 'right') expect(meaning).not.toMatch(/may not|permission/)
  })
})

test('every explanation is in complete sentences, and to a pipeline it is about the app, not an account', () => {
  for (const { explain } of ROWS)
    for (const caller of [{}, GIVEN, PIPELINE]) {
      const { meaning, next } = explain({ ...CALL, ...caller }, errorOf('401-expired'))
      expect(meaning).toMatch(/^[A-Z].*\.\)?$/)
      expect(next).toMatch(/^[A-Z].*\.\)?$/)
      if (caller === PIPELINE)
        expect(meaning + next).not.toMatch(/(your|another|this) account|sign in again/i)
    }
})

test('Graph’s own words are shown, without what would steer a terminal', () => {
  const json = { error: { code: 'Bad\u001b[2J', message: 'a\r\nb' } }
  expect(inGraphsWords(graphError({ status: 400, json }))).toBe('Graph returned 400 Bad [2J: a b')
})

test('a known tenant type is not questioned', () => {
  expect(explained('403', { ...FLOW, forCustomers: true }).next).not.toContain('--kind')
  expect(explained(AUDIENCE, { forCustomers: false }).next).not.toContain('--kind')
})

test.each([
  [
    isNotYetKnown,
    ['404', '404-directory-busy', 'service-principal-not-yet', 'service-principal-not-yet-403'],
  ],
  [isPassing, ['429', '429-empty', '429-other-code', '404-directory-busy', 'concurrency']],
])('%o: waiting helps for %j, and for no other sample with an error', (helps, names) => {
  const failed = recorded('graph').filter(
    ({ name, status = 0 }) => status >= 400 && !name.startsWith('photo'),
  )
  const found = failed.filter(({ name }) => helps(sample(name))).map(({ name }) => name)
  expect(found.toSorted()).toEqual(names.toSorted())
})

test('a new object is not yet known by Graph’s code for it, whatever the message', () => {
  const json = { error: { details: [{ code: 'NoBackingApplicationObject' }] } }
  expect([isNotYetKnown({ status: 400, json }), isNotYetKnown({ status: 400, json: {} })]).toEqual([
    true,
    false,
  ])
})

describe('what the token itself says of its permissions', () => {
  const MISSING: Refused = [403, 'Authentication_MSGraphPermissionMissing']
  const ALL = 'Application.ReadWrite.All'
  const told = (refused: Refused, context: Partial<CallContext>) => {
    const { kind, meaning, next } = explained(refused, { ...GIVEN, ...context })
    expect(kind).toBe('right')
    return { meaning, next }
  }

  test.each<[Refused, Partial<CallContext>]>([
    ['403', {}],
    [MISSING, {}],
    // Of an app that exists, the owners are not the matter.
    ['403', { method: 'PATCH', path: '/applications/1' }],
  ])('one without the permission is told so, and not of roles: %j %o', (refused, context) => {
    expect(told(refused, { permissions: ['User.Read'], ...context })).toEqual({
      meaning: `The token in GRAPH_TOKEN lacks the permission ${ALL}, which it needs to register apps (it has User.Read).`,
      next: `Get a token with the permission ${ALL}, or unset GRAPH_TOKEN to sign in. Then run this again.`,
    })
  })

  test('one with the permission is told of roles alone', () => {
    const { meaning, next } = told('403', { permissions: ['User.Read', ALL] })
    expect(meaning).toBe('This account is not allowed to register apps.')
    expect(next).toMatch(/^It needs the role Application Developer/)
    expect(next).not.toContain(ALL)
  })

  test('one that may have it is told of both', () => {
    const { next } = told('403', { permissions: ['Directory.AccessAsUser.All'] })
    expect(next).toMatch(/role Application Developer.*permission Application/)
  })

  test.each([
    [null, /lacks the permission Application\.ReadWrite\.All/],
    [[ALL], /lacks a permission that Graph requires to register apps \(it has Application/],
  ])('Graph’s code for a missing permission is not told of a role (%o)', (permissions, expected) => {
    const { meaning, next } = told(MISSING, { permissions })
    expect(meaning).toMatch(expected)
    expect(meaning + next).not.toMatch(/role|account/)
  })

  test('a sign-in that lacks it takes an administrator’s consent', () => {
    const { meaning, next } = told('403', { isGiven: false, permissions: ['User.Read'] })
    expect(meaning).toContain('The sign-in lacks the permission')
    expect(next).toContain('consent to the permission Application.ReadWrite.All')
  })
})

describe.each([
  ['PATCH', '/applications/1'],
  ['POST', '/applications/1/addPassword'],
  ['DELETE', '/applications/1'],
])('%s %s of an app that exists:', (method, path) => {
  test('the account is most likely not an owner', () => {
    const { kind, meaning, next } = explained('403', { method, path })
    expect([kind, meaning]).toEqual([
      'right',
      expect.stringMatching(/is not allowed to change this app.*owner/),
    ])
    expect(next).toMatch(/> Owners.*Application Administrator.*--name/)
  })

  test('a pipeline’s app is told of its permission, and with that, how it becomes an owner', () => {
    const told = (permissions: string[] | null, objectId: string | null = null) =>
      explained('403', { ...PIPELINE, method, path, permissions, objectId })
    expect(told([]).next).toMatch(/^It needs the application permission/)
    expect(told(null).meaning).toMatch(/GRAPH_TOKEN.*is not allowed to change this app.*owner/)
    expect(told(['Application.ReadWrite.OwnedBy'], 'o-1').next).toMatch(
      /^Make it an owner: az ad app owner add --id 1 --owner-object-id o-1 /,
    )
  })
})
