// The scopes that a PAT can have, as Azure DevOps lists them.

const names = `
advsec advsec_write advsec_manage agentpools agentpools_manage environment_manage analytics auditlog auditstreams_manage
build build_execute code code_write code_manage code_full code_status connected_server entitlements
memberentitlementmanagement memberentitlementmanagement_write extension extension_manage extension.data
extension.data_write githubconnections githubconnections_manage graph graph_manage identity identity_manage
machinegroup_manage gallery gallery_acquire gallery_publish gallery_manage notification notification_write
notification_manage notification_diagnostics packaging packaging_write packaging_manage pipelineresources_use
pipelineresources_manage project project_write project_manage release release_execute release_manage securefiles_read
securefiles_write securefiles_manage security_manage serviceendpoint serviceendpoint_query serviceendpoint_manage settings
settings_write symbols symbols_write symbols_manage taskgroups_read taskgroups_write taskgroups_manage dashboards
dashboards_manage test test_write threads_full tokens tokenadministration profile profile_write variablegroups_read
variablegroups_write variablegroups_manage wiki wiki_write work work_write work_full
`

const known = new Set(
  names
    .trim()
    .split(/\s+/)
    .map((name) => `vso.${name}`),
)

export const FULL_ACCESS = 'app_token'

/** Each name once, separated by spaces; null if one is unknown, there is none, or full access is not alone. */
export function readScope(text: string): string | null {
  const words = [...new Set(text.split(' ').filter(Boolean))]
  if (words.length === 1 && words[0] === FULL_ACCESS) return FULL_ACCESS
  return words.length > 0 && words.every((word) => known.has(word)) ? words.join(' ') : null
}
