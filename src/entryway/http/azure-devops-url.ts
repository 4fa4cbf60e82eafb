// An Azure DevOps organization, by its name or by any of its URLs -> where its API for tokens is.

const ORGANIZATION = /^[a-z\d](?:[a-z\d-]{0,48}[a-z\d])?$/i

/** The local Entra's, which has nothing behind it. */
const LOCAL = /^(http:\/\/localhost(?::\d{1,5})?)\/([^/]+)\/?$/i

/** `{user}@{host}:v3/{organization}/…`, also with ssh:// and a port; and before v3, where the user is the organization. */
const SSH =
  /^(?:ssh:\/\/)?(?:([^@/:]+)@)?(?:ssh\.dev\.azure|(?:vs-)?ssh\.visualstudio|[\w-]+\.visualstudio(?=\.com:\d))\.com(?::\d+\/|[:/])(.+)$/i

/** `{organization}.visualstudio.com`, `{service}.dev.azure.com`. */
const HOST = /^(?:([a-z\d-]+)\.)?(?:(?!app\.)[a-z\d-]+\.)?(dev\.azure|visualstudio)\.com$/

/** Of no organization: the landing page, one's own account, the store for extensions. */
const NOBODYS = ['aex', 'app', 'go', 'marketplace', 'ssh', 'status', 'vs-ssh', 'www']

/**
 * @param given `contoso`, `contoso/project`, or the URL of a page, a repository (https or SSH), a feed or an API
 * @returns `https://vssps.dev.azure.com/{organization}`, or the same at the local Entra: tokens are asked for nowhere else,
 *   whatever was given. null = it names no organization.
 * Source of the SSH forms: Azure/azure-devops-cli-extension#231, gitkraken/vscode-gitlens#620, microsoft/azure-repos-vscode#467.
 */
export function azureDevOpsUrl(given: string): string | null {
  const text = given.trim()
  const [, origin, local = ''] = LOCAL.exec(text) ?? []
  if (origin)
    return ORGANIZATION.test(local) && URL.canParse(origin) ? `${origin.toLowerCase()}/${local}` : null
  const organization = organizationIn(text) ?? ''
  return ORGANIZATION.test(organization) ? `https://vssps.dev.azure.com/${organization}` : null
}

function organizationIn(text: string): string | undefined {
  const [, user, path] = SSH.exec(text) ?? []
  if (path) {
    const [version, organization] = path.split('/')
    if (version === 'v3') return organization
    return user === 'git' ? undefined : user
  }
  const hasScheme = /^\w+:\/\//.test(text)
  // A host has a dot.
  if (!hasScheme && !/^[^/?#]*\./.test(text)) return text.split(/[/?#]/)[0]
  const url = URL.parse(hasScheme ? text : `https://${text}`)
  // A password would be someone's token, and a port would be another server.
  if (!url || url.password || url.port || !/^https?:$/.test(url.protocol)) return
  const [, label = '', domain] = HOST.exec(url.hostname) ?? []
  if (!domain || NOBODYS.includes(label)) return
  return domain === 'visualstudio' ? label : url.pathname.split('/').find(Boolean)
}
