// Azure DevOps: its app, and the permissions for personal access tokens.

export const AZURE_DEVOPS_APP_ID = '499b84ac-1321-427f-aa17-267ca6975798'

/** Read and manage personal access tokens. The permission IDs are documented nowhere, so they are looked up. */
export const AZURE_DEVOPS_SCOPES = ['vso.pats', 'vso.pats_manage']
