// Microsoft's clouds: where people sign in, and where their Microsoft Graph is.
// Source: MSAL (.NET KnownMetadataProvider, JS AuthorityMetadata.ts) and Microsoft Graph PowerShell (Get-MgEnvironment), 2026.

type Cloud = {
  /** For the operator. */
  name: string
  /** Hosts of sign-in; the first one is the one to configure. */
  hosts: string[]
  /** The first one is meant where the metadata names none. */
  graphHosts: [string, ...string[]]
}

const PUBLIC: Cloud = {
  name: 'global',
  hosts: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
  graphHosts: ['graph.microsoft.com'],
}

const US_GOVERNMENT: Cloud = {
  name: 'US Government',
  hosts: ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
  graphHosts: ['graph.microsoft.us', 'dod-graph.microsoft.us'],
}

const CLOUDS: Cloud[] = [
  PUBLIC,
  US_GOVERNMENT,
  {
    name: 'China',
    hosts: ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
    graphHosts: ['microsoftgraph.chinacloudapi.cn'],
  },
  { name: 'Bleu', hosts: ['login.sovcloud-identity.fr'], graphHosts: ['graph.svc.sovcloud.fr'] },
  { name: 'Delos', hosts: ['login.sovcloud-identity.de'], graphHosts: ['graph.svc.sovcloud.de'] },
  { name: 'GovSG', hosts: ['login.sovcloud-identity.sg'], graphHosts: ['graph.svc.sovcloud.sg'] },
  // MSAL keeps it apart. Not seen: whose issuer its metadata names.
  {
    name: 'US Government or global',
    hosts: ['login-us.microsoftonline.com', ...US_GOVERNMENT.hosts, ...PUBLIC.hosts],
    graphHosts: [...US_GOVERNMENT.graphHosts, ...PUBLIC.graphHosts],
  },
]

export const isGraphHost = (host: string) => GRAPH_HOSTS.includes(host)

export const GRAPH_HOSTS = [...new Set(CLOUDS.flatMap(({ graphHosts }) => graphHosts))]

/** The cloud whose sign-in is at this host; External ID's hosts and custom domains are in none. */
export function cloudOf(host: string): Cloud | undefined {
  return CLOUDS.find(({ hosts }) => hosts.includes(host))
}

/** Domains of Microsoft's, none of which is a customer's own. */
const MICROSOFT = `
  azure-api.net azure.cn azure.com azure.net azure.us azurecontainerapps.io azureedge.net azurefd.net
  azurefd.us azurestaticapps.net azurewebsites.net azurewebsites.us b2clogin.cn b2clogin.com b2clogin.us
  bing.com chinacloudapi.cn chinacloudsites.cn ciamlogin.cn ciamlogin.com ciamlogin.us cloud.microsoft
  cloudapi.de cloudapp.net dynamics.cn dynamics.com eaglex.ic.gov hotmail.com live-int.com live.com
  live.net microsoft-ppe.com microsoft.cn microsoft.com microsoft.de microsoft.scloud microsoft.us
  microsoft365.com microsoftazure.de microsoftazure.us microsoftazuread-sso.com microsoftonline-int.com
  microsoftonline-p.com microsoftonline.cn microsoftonline.com microsoftonline.de microsoftonline.us
  msauth.net msftauth.net msidentity.com msn.com office.com office.de office.net office365.cn
  office365.com office365.us onenote.com onmicrosoft.cn onmicrosoft.com onmicrosoft.de onmicrosoft.us
  onmschina.cn outlook.com passport.com passport.net powerapps.com powerbi.com sharepoint-mil.us
  sharepoint.cn sharepoint.com sharepoint.de sharepoint.us skype.com trafficmanager.cn trafficmanager.net
  usgovcloudapi.net visualstudio.com windows-ppe.net windows.net windowsazure.cn windowsazure.com
  windowsazure.us xbox.com xboxlive.com sovcloud.fr sovcloud-identity.fr sovcloud-api.fr onsovcloud.fr
  sovcloud.de sovcloud-identity.de sovcloud-api.de onsovcloud.de sovcloud.sg sovcloud-identity.sg
  sovcloud-api.sg onsovcloud.sg
`
  .trim()
  .split(/\s+/)

export function isMicrosoftHost(hostname: string): boolean {
  return MICROSOFT.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`))
}

/** What a metadata document says of the cloud that its tenant is in. */
type CloudEvidence = {
  issuer: string
  cloudInstanceName: string | null
  /** `GCC` is in the global cloud; `DODCON` (GCC High) and `DOD` are not. */
  regionSubScope: string | null
}

/**
 * The other cloud that the tenant is in, although this authority's host answered for it: the hosts of the global cloud
 * and of the US Government's answer for each other's tenants with the endpoints of the tenant's own. undefined = none.
 */
export function otherCloud(
  authorityHost: string,
  { issuer, cloudInstanceName, regionSubScope }: CloudEvidence,
): Cloud | undefined {
  const own = cloudOf(authorityHost)
  const isUsGovernment = ['DODCON', 'DOD'].includes(regionSubScope ?? '')
  const named =
    cloudOf(`login.${cloudInstanceName}`) ??
    (isUsGovernment ? US_GOVERNMENT : cloudOf(URL.parse(issuer)?.host ?? ''))
  return own && named && named !== own && !own.hosts.includes(named.hosts[0] ?? '') ? named : undefined
}
