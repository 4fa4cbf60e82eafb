// What the command prints once it serves.

import { authorityUrl } from '../directory/authority-url.ts'
import type { Served } from '../serve.ts'
import { realHosts } from '../server/hosts.ts'
import type { Options } from './options.ts'

const trust = (file: string) => `
  Trust its certificate authority:
    Node            NODE_EXTRA_CA_CERTS=${file}
    Python          REQUESTS_CA_BUNDLE=${file}
    curl            curl --cacert ${file}
    Java, .NET, Go  add it to the trust store (Go and .NET on Linux: SSL_CERT_FILE=${file})
    Browser         import it as an authority that may identify websites
`

const hostsLines = (hosts: string[], address: string) => `
  Add these lines to your hosts file (/etc/hosts, or C:\\Windows\\System32\\drivers\\etc\\hosts), and remove them
  afterwards: until you do, this machine cannot reach Microsoft.

${hosts.map((host) => `${address} ${host}`).join('\n')}
`

/** @param base the URL that apps use */
const authorityLines = ({ entra: { tenants, people } }: Served, base: URL) =>
  tenants
    .filter(({ id, kind }) => kind !== 'personal' || people.some(({ tenantId }) => tenantId === id))
    .map((tenant) => `    ${tenant.displayName.padEnd(18)} ${authorityUrl(tenant, base, tenants)}`)
    .join('\n')

/** A secret and a redirect URI to start with. */
function sampleLines({ url, entra: { apps, tenants } }: Served): string {
  const canSignIn = apps.filter(({ redirectUris }) => redirectUris.web.length > 0)
  const app = canSignIn.find(({ secrets }) => secrets.length > 0) ?? canSignIn[0]
  if (!app) return ''
  const { web } = app.redirectUris
  const redirectUri = web.find((uri) => new URL(uri).pathname !== '/') ?? web[0] ?? ''
  const anyPort = /^http:\/\/localhost\//.test(redirectUri) ? ', at any port' : ''
  return `
  An app to sign in with: ${app.displayName}, ${tenants.find(({ id }) => id === app.tenantId)?.displayName ?? ''}
    Client ID      ${app.clientId}
    Client secret  ${app.secrets[0] ?? 'none'}
    Redirect URI   ${redirectUri}${anyPort}
  All apps: ${url}/.local-entra/apps
`
}

const baseOf = ({ url, port }: Served, { realNames, publicUrl }: Options) =>
  new URL(realNames && publicUrl === null ? `https://login.microsoftonline.com:${port}` : url)

export function greeting(served: Served, options: Options): string {
  const { realNames, host, publicUrl, https } = options
  const listensOn = `${https ? 'https' : 'http'}, port ${served.port}, for your proxy`
  const { url, authorityFile, entra } = served
  const isEverywhere = host === null || host === '0.0.0.0' || host === '::'
  return `
  Local Entra  ${url}   (users, apps, faults, and recorded requests)${publicUrl === null ? '' : `\n  Listens on   ${listensOn}`}

  Authorities:
${authorityLines(served, baseOf(served, options))}
${sampleLines(served)}${authorityFile === null ? '' : trust(authorityFile)}${realNames ? hostsLines(realHosts(entra.tenants), isEverywhere ? '127.0.0.1' : host) : ''}
  Control for tests: ${url}/.local-entra   Ctrl-C stops it.
`
}
