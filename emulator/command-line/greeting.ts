// What the `entra` command prints once it serves.

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
  Add these lines to the hosts file (/etc/hosts, or C:\\Windows\\System32\\drivers\\etc\\hosts), and remove them
  afterwards: until then nothing on this machine reaches Microsoft.

${hosts.map((host) => `${address} ${host}`).join('\n')}
`

const authorityLines = ({ entra, url }: Served) =>
  entra.tenants
    .map(
      ({ kind, id, displayName }) =>
        `    ${displayName.padEnd(18)} ${url}/${kind === 'personal' ? 'consumers' : id}`,
    )
    .join('\n')

export function greeting(served: Served, { realNames, host, publicUrl }: Options): string {
  const { url, authorityFile, entra } = served
  const isEverywhere = host === null || host === '0.0.0.0' || host === '::'
  return `
  Local Entra  ${url}   (people, apps, faults, and recorded requests)${publicUrl === null ? '' : `\n  Listens on   port ${served.port}`}

  Authorities:
${authorityLines(served)}
${authorityFile === null ? '' : trust(authorityFile)}${realNames ? hostsLines(realHosts(entra.tenants), isEverywhere ? '127.0.0.1' : host) : ''}
  Control for tests: ${url}/.local-entra   Ctrl-C stops it.
`
}
