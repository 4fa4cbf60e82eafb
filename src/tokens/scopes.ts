// What a token may do: the service's scopes by area, each chain from the least to the most, `*` for high privilege.
// Source: Azure DevOps, "Scopes" (docs/integrate/includes/scopes.md).

import { once } from '../entryway/index.ts'

export type PatScope = { name: string; area: string; words: string; isPrivileged: boolean }
export type ScopeArea = { area: string; chains: PatScope[][] }

export const FULL_ACCESS = 'app_token'

const R = 'Read'
const RW = 'Read and write'
const RWM = 'Read, write and manage'
const RM = 'Read and manage'
const RC = 'Read and create'
const RCM = 'Read, create and manage'

type Chain = Record<string, string>
type Rows = [area: string, ...chains: Chain[]][]

/** In a chain each scope includes those before it. */
const COMMON: Rows = [
  ['Work items', { work: R, work_write: RW, work_full: 'Full' }],
  [
    'Code',
    { code: R, 'code_write*': RW, 'code_manage*': RWM, 'code_full*': 'Full' },
    { code_status: 'Status' },
  ],
  ['Build', { build: R, 'build_execute*': 'Read and execute' }],
  [
    'Release',
    {
      release: R,
      'release_execute*': 'Read, write and execute',
      'release_manage*': 'Read, write, execute and manage',
    },
  ],
  ['Packaging', { packaging: R, 'packaging_write*': RW, 'packaging_manage*': RWM }],
  ['Test management', { test: R, test_write: RW }],
]
const FURTHER: Rows = [
  ['Advanced Security', { 'advsec*': R, 'advsec_write*': RW, 'advsec_manage*': RWM }],
  ['Agent pools', { agentpools: R, 'agentpools_manage*': RM }],
  ['Analytics', { analytics: R }],
  ['Audit', { auditlog: 'Read the log' }, { 'auditstreams_manage*': 'Manage streams' }],
  ['Connected server', { connected_server: 'Access endpoints' }],
  ['Dashboards', { dashboards: R, dashboards_manage: RM }],
  ['Deployment groups', { 'machinegroup_manage*': RM }],
  ['Discussion threads', { threads_full: RW }],
  ['Entitlements', { entitlements: R }],
  ['Environments', { 'environment_manage*': RM }],
  ['Extension data', { 'extension.data': R, 'extension.data_write': RW }],
  ['Extensions', { extension: R, 'extension_manage*': RM }],
  ['GitHub connections', { githubconnections: R, 'githubconnections_manage*': RM }],
  ['Graph', { graph: R, 'graph_manage*': 'Manage' }],
  ['Identity', { identity: R, 'identity_manage*': 'Manage' }],
  [
    'Marketplace',
    { gallery: R, 'gallery_publish*': 'Publish', 'gallery_manage*': 'Manage' },
    { gallery_acquire: 'Acquire' },
  ],
  ['Member entitlements', { memberentitlementmanagement: R, 'memberentitlementmanagement_write*': RW }],
  [
    'Notifications',
    { notification: R, notification_write: RW, notification_manage: RWM },
    { notification_diagnostics: 'Diagnostics' },
  ],
  ['Pipeline resources', { 'pipelineresources_use*': 'Use', 'pipelineresources_manage*': 'Use and manage' }],
  ['Project and team', { project: R, project_write: RW, 'project_manage*': RWM }],
  ['Secure files', { 'securefiles_read*': R, 'securefiles_write*': RC, 'securefiles_manage*': RCM }],
  ['Security', { 'security_manage*': 'Manage' }],
  [
    'Service connections',
    {
      serviceendpoint: R,
      serviceendpoint_query: 'Read and query',
      'serviceendpoint_manage*': 'Read, query and manage',
    },
  ],
  ['Settings', { settings: R, settings_write: RW }],
  ['Symbols', { symbols: R, symbols_write: RW, symbols_manage: RWM }],
  ['Task groups', { taskgroups_read: R, taskgroups_write: RC, 'taskgroups_manage*': RCM }],
  ['Tokens', { 'tokens*': RM }, { 'tokenadministration*': 'Administer' }],
  ['User profile', { profile: R, profile_write: RW }],
  ['Variable groups', { variablegroups_read: R, variablegroups_write: RC, 'variablegroups_manage*': RCM }],
  ['Wiki', { wiki: R, wiki_write: RW }],
]

const readRows = (rows: Rows): ScopeArea[] =>
  rows.map(([area, ...chains]) => ({
    area,
    chains: chains.map((chain) =>
      Object.entries(chain).map(([key, words]) => {
        const name = `vso.${key.replace('*', '')}`
        return { name, area, words, isPrivileged: key.endsWith('*') }
      }),
    ),
  }))

/** The areas that most tokens are for, and the others. */
export const commonAreas = once(() => readRows(COMMON))
export const furtherAreas = once(() => readRows(FURTHER))

const allChains = once(() => [...commonAreas(), ...furtherAreas()].flatMap(({ chains }) => chains))
const knownNames = once(() => new Set(allChains().flatMap((chain) => chain.map(({ name }) => name))))

export const isKnownScope = (name: string) => knownNames().has(name)

type ScopeWords = { text: string; isPrivileged: boolean }

/** "Code: read and write", once for each chain: what a chain's last scope includes is not said again. */
export function scopesInWords(scopes: string[]): ScopeWords[] {
  if (scopes.includes(FULL_ACCESS)) return [{ text: 'Full access', isPrivileged: true }]
  const highest = allChains().flatMap((chain) => chain.findLast(({ name }) => scopes.includes(name)) ?? [])
  const others = scopes.filter((name) => !isKnownScope(name))
  return [
    ...highest.map(({ area, words, isPrivileged }) => ({
      text: `${area}: ${words.toLowerCase()}`,
      isPrivileged,
    })),
    ...others.map((text) => ({ text, isPrivileged: false })),
  ]
}
