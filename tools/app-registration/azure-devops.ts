// Azure DevOps: its app, and the permissions that its personal access tokens need.

export const AZURE_DEVOPS_APP_ID = '499b84ac-1321-427f-aa17-267ca6975798'

/** To read and to manage personal access tokens; their ids are looked up, they are documented nowhere. */
export const AZURE_DEVOPS_SCOPES = ['vso.pats', 'vso.pats_manage']
