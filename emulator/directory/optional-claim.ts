// Entra's optional claims: those the emulator supports, and those it rejects by name.
// Source: "Optional claims reference" (2024-10), version 1.0 and 2.0.

/** In ID tokens and access tokens. Some depend on the user, the tenant, or the request. */
export const optionalClaimNames = [
  ...['acct', 'acrs', 'auth_time', 'ctry', 'email', 'family_name', 'fwd', 'given_name', 'groups', 'in_corp'],
  ...['ipaddr', 'login_hint', 'onprem_sid', 'preferred_username', 'pwd_exp', 'pwd_url', 'sid', 'tenant_ctry'],
  ...[
    'tenant_region_scope',
    'tenant_region_sub_scope',
    'upn',
    'verified_primary_email',
    'verified_secondary_email',
    'xms_cc',
  ],
  ...['xms_edov', 'xms_pdl', 'xms_pl', 'xms_tpl'],
] as const

export type OptionalClaimName = (typeof optionalClaimNames)[number]

/** These are for access tokens only. */
export const accessTokenClaimNames = [...optionalClaimNames, 'aud', 'idtyp'] as const

/** `vnet` and `ztdid` would need a virtual network and Autopilot. */
export const isHonored = (name: string, kind: 'idToken' | 'accessToken'): boolean =>
  (kind === 'idToken' ? optionalClaimNames : accessTokenClaimNames).some((known) => known === name)

const honoredProperties: Record<string, string[]> = {
  aud: ['use_guid'],
  groups: ['emit_as_roles', 'cloud_displayname'],
  idtyp: ['include_user_token'],
  upn: ['include_externally_authenticated_upn', 'include_externally_authenticated_upn_without_hash'],
}

/** Values of `additionalProperties`, except those for groups synced from on-premises Active Directory. */
export const isPropertyHonored = (claim: string, property: string): boolean =>
  honoredProperties[claim]?.includes(property) === true
