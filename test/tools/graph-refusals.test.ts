// Graph's error codes, each with what it means, who can fix it, and the way on: the samples of Microsoft's answers.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { CallContext } from '../../tools/register/graph/explanation.ts'
import {
  graphError,
  inGraphsWords,
  isNotYetKnown,
  isPassing,
} from '../../tools/register/graph/graph-error.ts'
import { explainGraphError } from '../../tools/register/graph/graph-refusal.ts'

type Sample = { name: string; status: number; body?: unknown }

const recorded = JSON.parse(readFileSync(new URL('../recorded/graph.json', import.meta.url), 'utf8')) as {
  samples: Sample[]
}

function sample(name: string): { status: number; json: unknown } {
  const found = recorded.samples.find((each) => each.name === name)
  if (!found) throw new Error(`no sample ${name}`)
  return { status: found.status, json: found.body }
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

const SECRET = { path: '/applications/1/addPassword' }

test.each<[name: string, context: Partial<CallContext>, fixableBy: string, wayOn: RegExp, kind?: string]>([
  ['403', {}, 'administrator', /role Application Developer.*Application\.ReadWrite\.All/, 'right'],
  [
    '403',
    { isAppOnly: true, isGiven: true },
    'administrator',
    /application permission Application\.ReadWrite\.OwnedBy/,
    'right',
  ],
  [
    'organization-app-only',
    { area: 'tenant', isAppOnly: true },
    'administrator',
    /Organization\.Read\.All/,
    'right',
  ],
  ['403', { area: 'user_flow', isGiven: true }, 'administrator', /Azure CLI never has/, 'right'],
  ['quota', {}, 'you', /Deleted applications.*--client-id/],
  ['quota-tenant', {}, 'administrator', /larger quota/],
  ['policy-credential-type', SECRET, 'you', /--certificate/],
  ['policy-credential-type', { method: 'PATCH' }, 'administrator', /--secret/],
  ['policy-credential-lifetime', SECRET, 'you', /--lifetime/],
  ['policy-audience', {}, 'you', /--kind/],
  ['service-principal-not-yet-403', { fresh: true }, 'Microsoft', /in a few minutes/],
  ['service-principal-not-yet-403', { fresh: false }, 'administrator', /role/, 'right'],
  ['401-expired', {}, 'you', /sign in again/, 'sign_in'],
  ['401-expired-2025', { isGiven: true }, 'you', /unset GRAPH_TOKEN/, 'sign_in'],
  ['401-wrong-audience', { isGiven: true }, 'you', /--resource-type ms-graph/, 'sign_in'],
  ['401-claims-challenge', {}, 'you', /sign in again/, 'sign_in'],
  ['401-claims-challenge-2024', {}, 'administrator', /accepts.*GRAPH_TOKEN/, 'sign_in'],
  ['401-claims-challenge-2024', { isGiven: true }, 'administrator', /--claims-challenge/, 'sign_in'],
  [
    '401-claims-challenge-2024',
    { isGiven: true, isAppOnly: true },
    'administrator',
    /Service principal/,
    'sign_in',
  ],
  ['403', { isGiven: true }, 'administrator', /token in GRAPH_TOKEN the permission/, 'right'],
  ['quota', { isGiven: true, isAppOnly: true }, 'you', /Deleted applications.*--client-id/],
  ['429', {}, 'Microsoft', /later/],
  ['429-other-code', {}, 'Microsoft', /later/],
  ['grant-exists', {}, 'you', /few minutes/],
  ['concurrency', {}, 'you', /in a minute/],
  ['404', { fresh: true }, 'Microsoft', /few minutes/],
  // Of a tenant whose kind nobody knows.
  ['403', { area: 'user_flow', forCustomers: null }, 'administrator', /--kind tenant/, 'right'],
  [
    '403',
    { area: 'user_flow', forCustomers: null, isAppOnly: true },
    'administrator',
    /--kind tenant/,
    'right',
  ],
])('%s, %o -> %s', (name, context, fixableBy, wayOn, kind = 'graph') => {
  const error = graphError(sample(name))
  const explained = explainGraphError(error, { ...CALL, ...context })
  expect(explained).toMatchObject({ kind, fixableBy, next: expect.stringMatching(wayOn) })
  if (kind !== 'right') expect(explained.meaning).not.toMatch(/may not|permission/)
  expect(inGraphsWords(error)).toContain(`${error.status} ${error.code}`)
  expect(inGraphsWords(error)).toContain(error.message)
})

test('an unknown app policy error suggests all three flags', () => {
  const { next } = explainGraphError(
    { status: 400, code: 'SomethingElseAsPerAppPolicy', message: 'No.' },
    CALL,
  )
  for (const flag of ['--certificate', '--lifetime', '--kind']) expect(next).toContain(flag)
})

test.each([
  [403, 'Unknown_Code', /unknown reason/],
  [400, 'Request_BadRequest', /Graph rejected the call/],
  [500, '', /unavailable/],
])('an unknown code with %i is not reported as a missing role', (status, code, meaning) => {
  expect(explainGraphError({ status, code, message: 'Because.' }, CALL).meaning).toMatch(meaning)
})

/** No samples: what public reports quote. */
test.each([
  [
    403,
    'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    "Neither tenant is B2C or tenant doesn't have premium license",
    'graph',
    /license.*--client-id/,
  ],
  [
    400,
    'ServiceTreeValueMissing',
    'ServiceManagementReference field is required for Create, but is missing in the request.',
    'graph',
    /--service-management-reference.*--client-id/,
  ],
  [400, 'KeyCredentialsInvalidEndDate', 'Key credential end date is invalid.', 'graph', /--lifetime/],
  [
    403,
    'Authorization_RequestDenied',
    'Insufficient privileges to complete the operation.',
    'right',
    /Privileged Identity/,
  ],
  [
    401,
    'Authorization_IdentityNotFound',
    'The identity of the calling application could not be established.',
    'sign_in',
    /another account/,
  ],
  [
    401,
    'InvalidAuthenticationToken',
    'CompactToken parsing failed with error code: 80049217',
    'sign_in',
    /sign in again/,
  ],
  [
    401,
    'InvalidAuthenticationToken',
    'Lifetime validation failed, the token is expired.',
    'sign_in',
    /sign in again/,
  ],
  [403, 'Authentication_MSGraphPermissionMissing', 'The principal does not have it.', 'right', /permission/],
  [400, 'Authentication_Unauthorized', 'No.', 'right', /permission/],
  [403, 'Authentication_ApplicationHasNoDirectoryReadAccess', 'No.', 'right', /permission/],
  [401, 'Authentication_MissingOrMalformed', 'No.', 'sign_in', /sign in again/],
  [401, 'Authentication_Unauthorized', 'No.', 'sign_in', /sign in again/],
  [401, 'Unauthorized', 'Additional claims required {"access_token":{}}', 'sign_in', /GRAPH_TOKEN/],
  [
    403,
    'accessDenied',
    'Operation requires conditional access and client does not support it.',
    'sign_in',
    /GRAPH_TOKEN/,
  ],
  [
    400,
    'Request_BadRequest',
    'You can only add a maximum of 2 encrypted credentials.',
    'graph',
    /Certificates & secrets.*--rotate/,
  ],
  [403, 'Directory_ResourceSizeExceeded', 'Too large.', 'graph', /no longer used/],
  [429, 'activityLimitReached', 'The app or user has been throttled.', 'graph', /later/],
  [504, 'UnknownError', '', 'graph', /later/],
  [400, 'KeyTypeNotAllowedAsPerAppPolicy', 'No.', 'graph', /--certificate/],
])('%i %s, "%s" is of the kind %s, with the way on %s', (status, code, message, kind, wayOn) => {
  const explained = explainGraphError({ status, code, message }, CALL)
  expect([explained.kind, `${explained.meaning} ${explained.next}`]).toEqual([
    kind,
    expect.stringMatching(wayOn),
  ])
})

test('errors with an app-only token are about the app, not an account', () => {
  const about = { ...CALL, isGiven: true, isAppOnly: true }
  for (const error of [
    graphError(sample('quota')),
    { status: 401, code: 'Authorization_IdentityNotFound', message: 'No.' },
    { status: 401, code: 'Unauthorized', message: 'Additional claims required' },
  ]) {
    const { meaning, next } = explainGraphError(error, about)
    expect(`${meaning} ${next}`).not.toMatch(/your account|another account|this account|sign in again/i)
  }
})

test.each([
  ['user_flow', 'User flows are not for you.', null, /--kind tenant/],
  ['application', "Invalid value specified for property 'signInAudience'.", null, /--kind customers/],
  ['application', "Invalid value specified for property 'signInAudience'.", true, /--kind customers/],
] as const)(
  'a bad request about %s, "%s" (for customers: %s), names %s',
  (area, message, forCustomers, way) => {
    const error = { status: 400, code: 'Request_BadRequest', message }
    expect(explainGraphError(error, { ...CALL, area, forCustomers }).next).toMatch(way)
  },
)

test('a known tenant type is not questioned', () => {
  const error = { status: 403, code: 'Authorization_RequestDenied', message: 'No.' }
  expect(explainGraphError(error, { ...CALL, area: 'user_flow', forCustomers: true }).next).not.toContain(
    '--kind',
  )
})

test('terminal control characters are removed from Graph’s messages', () => {
  const json = { error: { code: 'Bad\u001b[2J', message: 'a\r\nb' } }
  expect(inGraphsWords(graphError({ status: 400, json }))).toBe('Graph returned 400 Bad [2J: a b')
})

describe('waiting', () => {
  test.each([
    ['service-principal-not-yet', true],
    ['service-principal-not-yet-403', true],
    ['404', true],
    ['403', false],
    ['quota', false],
    ['policy-audience', false],
  ])('for replication: %s %s', (name, expected) => {
    expect(isNotYetKnown(sample(name))).toBe(expected)
  })

  test.each([
    ['429', true],
    ['429-empty', true],
    ['429-other-code', true],
    ['404-directory-busy', true],
    ['concurrency', true],
    ['404', false],
    ['grant-exists', false],
    ['403', false],
  ])('for a Graph that is busy: %s %s', (name, expected) => {
    expect(isPassing(sample(name))).toBe(expected)
  })
})

describe('what the token itself says of its permissions', () => {
  const DENIED = graphError(sample('403'))
  const MISSING = { status: 403, code: 'Authentication_MSGraphPermissionMissing', message: 'No.' }
  const ALL = 'Application.ReadWrite.All'
  const words = (error: typeof DENIED, context: Partial<CallContext>) => {
    const { kind, meaning, next } = explainGraphError(error, { ...CALL, isGiven: true, ...context })
    expect(kind).toBe('right')
    return { meaning, next }
  }

  test.each([
    [DENIED, {}],
    [MISSING, {}],
    // Of an app that exists, the owners are not the matter.
    [DENIED, { method: 'PATCH', path: '/applications/1' }],
  ])('one without the permission is told so, and not of roles: %o %o', (error, context) => {
    const { meaning, next } = words(error, { permissions: ['User.Read'], ...context })
    expect(meaning).toBe(
      `The token in GRAPH_TOKEN lacks the permission ${ALL}, which it needs to register apps (it has User.Read).`,
    )
    expect(next).toBe(
      `Get a token with the permission ${ALL}, or unset GRAPH_TOKEN to sign in. Then run this again.`,
    )
  })

  test('one with the permission is told of roles alone', () => {
    const { meaning, next } = words(DENIED, { permissions: ['User.Read', ALL] })
    expect(meaning).toBe('This account is not allowed to register apps.')
    expect(next).toMatch(/^It needs the role Application Developer/)
    expect(next).not.toContain(ALL)
  })

  test.each([null, ['Directory.AccessAsUser.All']])(
    'one that may have it (%o) is told of both',
    (permissions) => {
      expect(words(DENIED, { permissions }).next).toMatch(
        /role Application Developer.*permission Application/,
      )
    },
  )

  test.each([
    [null, /lacks the permission Application\.ReadWrite\.All/],
    [[ALL], /lacks a permission that Graph requires to register apps \(it has Application/],
  ])('Graph’s code for a missing permission is not told of a role (%o)', (permissions, expected) => {
    const { meaning, next } = words(MISSING, { permissions })
    expect(meaning).toMatch(expected)
    expect(`${meaning} ${next}`).not.toMatch(/role|account/)
  })

  test('a sign-in that lacks it takes an administrator’s consent', () => {
    const { meaning, next } = words(DENIED, { isGiven: false, permissions: ['User.Read'] })
    expect(meaning).toContain('The sign-in lacks the permission')
    expect(next).toContain('consent to the permission Application.ReadWrite.All')
  })

  test('an app without any is told of the permission, before it is told of owners', () => {
    const pipeline = { isAppOnly: true, method: 'PATCH', path: '/applications/1' }
    expect(words(DENIED, { ...pipeline, permissions: [] }).next).toMatch(
      /^It needs the application permission/,
    )
    const owned = words(DENIED, {
      ...pipeline,
      permissions: ['Application.ReadWrite.OwnedBy'],
      objectId: 'o-1',
    })
    expect(owned.next).toMatch(/^Make it an owner: az ad app owner add --id 1 --owner-object-id o-1 /)
  })
})

describe('an app that exists, and that Graph does not let this account change', () => {
  const CHANGES = [
    ['PATCH', '/applications/1'],
    ['POST', '/applications/1/addPassword'],
    ['DELETE', '/applications/1'],
  ]
  const refused = (method = '', path = '', isAppOnly = false) =>
    explainGraphError(graphError(sample('403')), { ...CALL, method, path, isAppOnly, isGiven: isAppOnly })

  test.each(CHANGES)('%s %s: the account is most likely not an owner', (method, path) => {
    const { kind, meaning, next } = refused(method, path)
    expect(kind).toBe('right')
    expect(meaning).toMatch(/is not allowed to change this app.*owner/)
    expect(meaning).not.toContain('register apps')
    expect(next).toMatch(/> Owners.*Application Administrator.*--name/)
  })

  test.each(CHANGES)('%s %s with a pipeline’s token: the advice is to make it an owner', (method, path) => {
    const { meaning, next } = refused(method, path, true)
    expect(meaning).toMatch(/GRAPH_TOKEN.*is not allowed to change this app.*owner/)
    expect(next).toContain('az ad app owner add')
    expect(next).toContain('Application.ReadWrite.OwnedBy')
  })
})
