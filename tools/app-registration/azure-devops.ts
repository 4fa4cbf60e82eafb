// Azure DevOps: the address of an organization, and the permissions that its personal access tokens need.

export const AZURE_DEVOPS_APP_ID = '499b84ac-1321-427f-aa17-267ca6975798'

/** To read and to manage personal access tokens; their ids are looked up, they are documented nowhere. */
export const AZURE_DEVOPS_SCOPES = ['vso.pats', 'vso.pats_manage']

const ORGANIZATION = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,48}[A-Za-z0-9])?$/

/** AZURE_DEVOPS_URL for an organization given by name, or by any address of it, a repository's included; null = neither. */
export function azureDevOpsUrl(given: string): string | null {
  const text = given.trim()
  if (ORGANIZATION.test(text)) return `https://vssps.dev.azure.com/${text}`
  const [, overSsh] = /^(?:ssh:\/\/)?git@ssh\.dev\.azure\.com:(?:22\/)?v3\/([^/]+)\//.exec(text) ?? []
  if (overSsh) return ORGANIZATION.test(overSsh) ? `https://vssps.dev.azure.com/${overSsh}` : null
  // As in the address bar, and as a person says it.
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`)
  if (!url || url.password) return null
  const organization = organizationIn(url)
  if (organization === null || !ORGANIZATION.test(organization)) return null
  const isLocal = !isAzureDevOpsHost(url.hostname)
  if (!isLocal) return `https://vssps.dev.azure.com/${organization}`
  // As in src/tokens/settings.ts: nobody else is sent the token.
  return url.protocol === 'http:' && url.hostname === 'localhost' ? `${url.origin}/${organization}` : null
}

const isAzureDevOpsHost = (host: string) => /(?:^|\.)(?:dev\.azure|visualstudio)\.com$/.test(host)

/** `dev.azure.com/{it}/…`, also with a user before the host as in clone URLs; `{it}.visualstudio.com`. */
function organizationIn({ protocol, hostname, username, pathname, search, hash }: URL): string | null {
  const [first = null, ...rest] = pathname.split('/').filter(Boolean)
  const [, legacy] = /^([^.]+)(?:\.vssps)?\.visualstudio\.com$/.exec(hostname) ?? []
  if (protocol === 'https:' && legacy && !['app', 'www', 'marketplace'].includes(legacy)) return legacy
  if (protocol === 'https:' && /^(?:vssps\.)?dev\.azure\.com$/.test(hostname)) return first
  if (isAzureDevOpsHost(hostname)) return null
  // The local Entra's, which has nothing behind it.
  return rest.length === 0 && !username && !search && !hash ? first : null
}
