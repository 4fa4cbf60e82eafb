// A registration's token settings: those without effect here are rejected by name.
import type { AppRegistration } from '../app-registration.ts'
import { badRequest } from '../graph-refusal.ts'
import { accessTokenClaimNames, isHonored, isPropertyHonored, optionalClaimNames } from '../optional-claim.ts'
import { type Problem, problem } from './problem.ts'

/** Not in this emulator: `what` by name, with what is supported instead. */
function absent(path: string, what: string, known: readonly string[] = []): Problem {
  const message = `${what}: not in this emulator`
  const others = known.length > 0 ? `; it has ${known.join(', ')}` : ''
  return problem(path, `${message}${others}`, badRequest(`${message}.`))
}

type Claim = { name: string; source?: string | null | undefined; additionalProperties?: string[] | undefined }

function claimProblems(claims: Claim[], kind: 'idToken' | 'accessToken'): Problem[] {
  const known = kind === 'idToken' ? optionalClaimNames : accessTokenClaimNames
  return claims.flatMap(({ name, source, additionalProperties = [] }, index) => {
    const path = `optionalClaims.${kind}[${index}]`
    const where = `optionalClaims.${kind}.${name}`
    if (!isHonored(name, kind)) return [absent(path, where, known)]
    // Directory extensions: `source: user`.
    if (source) return [absent(path, `${where}.source ${source}`)]
    return additionalProperties
      .filter((property) => !isPropertyHonored(name, property))
      .map((property) => absent(path, `${where}.additionalProperties ${property}`))
  })
}

const memberships = ['None', 'SecurityGroup', 'All', 'DirectoryRole', 'ApplicationGroup']

function membershipProblems(setting: unknown): Problem[] {
  const words = String(setting ?? 'None')
    .split(',')
    .map((word) => word.trim())
  return words
    .filter((word) => !memberships.includes(word))
    .map((word) =>
      problem(
        'groupMembershipClaims',
        `'${word}' is none of ${memberships.join(', ')}`,
        badRequest(
          `Invalid value specified for property 'groupMembershipClaims' of resource 'Application': ${word}.`,
        ),
      ),
    )
}

/** For `api`; null or an empty list sets nothing. */
const withoutEffect = ['acceptMappedClaims', 'knownClientApplications']

export function tokenSettingProblems({ optionalClaims, others }: AppRegistration): Problem[] {
  const api = (others.api ?? {}) as Record<string, unknown>
  const claims = (others.optionalClaims ?? {}) as Record<string, Claim[] | null | undefined>
  return [
    ...claimProblems(optionalClaims, 'idToken'),
    ...claimProblems(claims.accessToken ?? [], 'accessToken'),
    ...(claims.saml2Token?.length ? [absent('optionalClaims.saml2Token', 'optionalClaims.saml2Token')] : []),
    ...membershipProblems(others.groupMembershipClaims),
    ...withoutEffect
      .filter((name) => {
        const value = api[name]
        return Array.isArray(value) ? value.length > 0 : value === true
      })
      .map((name) => absent(`api.${name}`, `api.${name}`)),
  ]
}
