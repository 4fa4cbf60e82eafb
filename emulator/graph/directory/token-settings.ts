// What a registration may say of its tokens: what has no effect here is refused by its name.
import { badRequest } from '../../directory/graph-refusal.ts'
import { isHonored, isPropertyHonored } from '../../directory/optional-claim.ts'
import type { ApplicationChange } from './application-body.ts'

const refuse = (what: string) => badRequest(`${what}: not in this emulator.`)

type Claim = { name: string; source?: string | null | undefined; additionalProperties?: string[] | undefined }

function checkClaims(claims: Claim[], kind: 'idToken' | 'accessToken'): void {
  for (const { name, source, additionalProperties = [] } of claims) {
    const where = `optionalClaims.${kind}.${name}`
    if (!isHonored(name, kind)) throw refuse(where)
    // Directory extensions: `source: user`.
    if (source) throw refuse(`${where}.source ${source}`)
    const property = additionalProperties.find((each) => !isPropertyHonored(name, each))
    if (property !== undefined) throw refuse(`${where}.additionalProperties ${property}`)
  }
}

const memberships = ['None', 'SecurityGroup', 'All', 'DirectoryRole', 'ApplicationGroup']

function checkMemberships(setting: string | null | undefined): void {
  const words = (setting ?? 'None').split(',').map((word) => word.trim())
  const unknown = words.find((word) => !memberships.includes(word))
  if (unknown !== undefined) {
    throw badRequest(
      `Invalid value specified for property 'groupMembershipClaims' of resource 'Application': ${unknown}.`,
    )
  }
}

/** Of `api`; null or an empty list says nothing. */
const withoutEffect = ['acceptMappedClaims', 'knownClientApplications']

/** Throws GraphRefusal. */
export function checkTokenSettings({ optionalClaims, groupMembershipClaims, api }: ApplicationChange): void {
  checkClaims(optionalClaims?.idToken ?? [], 'idToken')
  checkClaims(optionalClaims?.accessToken ?? [], 'accessToken')
  if (optionalClaims?.saml2Token?.length) throw refuse('optionalClaims.saml2Token')
  checkMemberships(groupMembershipClaims)
  for (const name of withoutEffect) {
    const value = api?.[name]
    const isSet = Array.isArray(value) ? value.length > 0 : value === true
    if (isSet) throw refuse(`api.${name}`)
  }
}
