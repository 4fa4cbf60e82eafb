// Entra's clouds, each with its own hosts and Microsoft Graph. Sample: metadata#hosts-of-the-clouds.

export type Cloud = {
  instance: string
  /** The first one is the issuer's host. */
  loginHosts: string[]
  graphHost: string
  /** Azure AD Graph, the predecessor of Microsoft Graph. */
  olderGraphHost: string
  rbacUrl: string
}

export const publicCloud: Cloud = {
  instance: 'microsoftonline.com',
  loginHosts: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
  graphHost: 'graph.microsoft.com',
  olderGraphHost: 'graph.windows.net',
  rbacUrl: 'https://pas.windows.net',
}

export const usGovernment: Cloud = {
  instance: 'microsoftonline.us',
  loginHosts: ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
  graphHost: 'graph.microsoft.us',
  olderGraphHost: 'graph.windows.net',
  rbacUrl: 'https://pasff.usgovcloudapi.net',
}

/** Bleu, Delos and GovSG. Their metadata has not been seen: instance, older Graph and RBAC host are guesses. */
const sovereign = (country: 'fr' | 'de' | 'sg'): Cloud => ({
  instance: `sovcloud-identity.${country}`,
  loginHosts: [`login.sovcloud-identity.${country}`],
  graphHost: `graph.svc.sovcloud.${country}`,
  olderGraphHost: `graph.svc.sovcloud.${country}`,
  rbacUrl: `https://pas.sovcloud-identity.${country}`,
})

export const clouds: Cloud[] = [
  publicCloud,
  usGovernment,
  {
    instance: 'partner.microsoftonline.cn',
    loginHosts: ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
    graphHost: 'microsoftgraph.chinacloudapi.cn',
    olderGraphHost: 'graph.chinacloudapi.cn',
    rbacUrl: 'https://pas.chinacloudapi.cn',
  },
  // An older US Government name; no issuer or Graph of its own has been seen.
  { ...usGovernment, loginHosts: ['login-us.microsoftonline.com'] },
  sovereign('fr'),
  sovereign('de'),
  sovereign('sg'),
]

export const loginHosts = clouds.flatMap((cloud) => cloud.loginHosts)

export const graphHosts = [...new Set(clouds.map(({ graphHost }) => graphHost))]

export const isGraphHost = (url: URL) => graphHosts.includes(url.hostname)

export const azureDevOpsHosts = ['vssps.dev.azure.com', 'dev.azure.com']

export const isAzureDevOpsHost = (url: URL) => azureDevOpsHosts.includes(url.hostname)

/** The token endpoint's host for clients that authenticate by mutual TLS (metadata#tenant-2026). */
export const MTLS_HOST = 'mtlsauth.microsoft.com'

/** The cloud whose sign-in page is at this host; null for unknown hosts and a tenant's own. */
export const cloudOfLogin = (url: URL): Cloud | null =>
  clouds.find(({ loginHosts }) => loginHosts.includes(url.hostname)) ?? null

/** The External ID host of a tenant without a custom URL domain. */
export const isCiamHost = (url: URL) => url.hostname.endsWith('.ciamlogin.com')

/**
 * A host that isn't Microsoft's: `localhost`, a service of Docker Compose, a public URL. Everything is served there.
 * Doesn't recognize a tenant's custom URL domain; check for that first.
 */
export const isLocal = (url: URL) =>
  !(
    cloudOfLogin(url) ||
    isGraphHost(url) ||
    isAzureDevOpsHost(url) ||
    isCiamHost(url) ||
    url.hostname === MTLS_HOST
  )

/** The host's cloud; External ID and localhost are in the public one. */
export const cloudOf = (url: URL): Cloud =>
  cloudOfLogin(url) ?? clouds.find(({ graphHost }) => graphHost === url.hostname) ?? publicCloud
