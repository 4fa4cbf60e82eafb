// The local Entra behind Node's HTTP server: on this machine's loopback addresses only, unless told otherwise.
import { networkInterfaces } from 'node:os'
import type { LocalEntra, LocalEntraOptions } from './local-entra/interface.ts'
import { createLocalEntra } from './local-entra/local-entra.ts'
import { realHosts } from './server/hosts.ts'
import { close, type Fetch, type ListenOptions, listen, listenOnLoopback, portOf } from './server/listen.ts'
import { createStateWriter, readStateFile } from './server/state-file.ts'
import { createTls } from './server/tls.ts'

export type ServeOptions = {
  /** 0 = any that is free. */
  port: number
  /** An address to listen on; default: both loopback addresses. */
  host?: string
  /** The folder that keeps the certificate authority; absent: http. */
  authorityFolder?: string
  /** The URL that browsers and apps reach it at, through a proxy. */
  publicUrl?: string
  /** The file that keeps registrations between starts. */
  stateFile?: string
  /** Hosts of Microsoft lead here: the pages say so. */
  realNames?: boolean
} & Pick<LocalEntraOptions, 'appOrigin' | 'appSetup' | 'seed'>

export type Served = {
  entra: LocalEntra
  /** What the metadata names. */
  url: string
  port: number
  /** The path of the authority's certificate; null over http. */
  authorityFile: string | null
  close(): Promise<void>
}

const ownAddresses = () =>
  Object.values(networkInterfaces()).flatMap((each = []) =>
    each.flatMap(({ address, internal }) => (internal ? [] : [address.replace(/%.*$/, '')])),
  )

/** Keeps what a request has changed; a request that changes nothing is a GET. */
function saving(entra: LocalEntra, file: string): Fetch {
  const write = createStateWriter(file)
  return async (request) => {
    const response = await entra.fetch(request)
    if (request.method !== 'GET') write(entra.snapshot())
    return response
  }
}

async function createEntra(options: ServeOptions, authorityFile: string | null): Promise<LocalEntra> {
  const { seed, appOrigin, appSetup, stateFile, realNames = false, publicUrl } = options
  const snapshot = stateFile === undefined ? null : readStateFile(stateFile)
  return createLocalEntra({
    serving: { stateFile: stateFile ?? null, authorityFile, realNames },
    ...(publicUrl ? { publicUrl } : {}),
    ...(seed ? { seed } : {}),
    ...(appOrigin ? { appOrigin } : {}),
    ...(appSetup ? { appSetup } : {}),
    ...(snapshot ? { snapshot } : {}),
  })
}

/** Rejects with an Error whose code is EADDRINUSE when the port is taken; with SeedError; and as readStateFile throws. */
export async function serveLocalEntra(options: ServeOptions): Promise<Served> {
  const { port, host, authorityFolder, publicUrl, stateFile } = options
  const tls = authorityFolder === undefined ? null : await createTls(authorityFolder, ownAddresses())
  const entra = await createEntra(options, tls?.authorityFile ?? null)
  const answer = stateFile === undefined ? entra.fetch : saving(entra, stateFile)
  const listening: ListenOptions = {
    fetch: (request) =>
      answer(request).catch((error: unknown) => {
        // A stalled request ends with its client: there is nobody left to tell.
        if (request.signal.aborted) return new Response(null, { status: 499 })
        console.error(error)
        const message = error instanceof Error ? error.message : String(error)
        return new Response(`The local Entra failed: ${message}\n`, { status: 500 })
      }),
    port,
    tls: tls?.options ?? null,
    publicOrigin: publicUrl === undefined ? null : new URL(publicUrl).origin,
    // Asked anew: another seed may have other hosts.
    isMicrosofts: (hostname) =>
      realHosts(entra.tenants).includes(hostname) || hostname.endsWith('.ciamlogin.com'),
  }
  const servers = host === undefined ? await listenOnLoopback(listening) : [await listen(listening, host)]
  const [first] = servers
  const taken = first ? portOf(first) : port
  const suffix = taken === (tls ? 443 : 80) ? '' : `:${taken}`
  return {
    entra,
    url: listening.publicOrigin ?? `${tls ? 'https' : 'http'}://localhost${suffix}`,
    port: taken,
    authorityFile: tls?.authorityFile ?? null,
    close: async () => {
      await Promise.all(servers.map(close))
    },
  }
}

/** As `npm start` has it. */
export const serveEmulator = serveLocalEntra
