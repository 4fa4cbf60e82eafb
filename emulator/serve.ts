// The local Entra behind Node's HTTP server, by default on loopback only.
import { networkInterfaces } from 'node:os'
import type { LocalEntra, LocalEntraOptions } from './local-entra/interface.ts'
import { createLocalEntra } from './local-entra/local-entra.ts'
import { realHosts } from './server/hosts.ts'
import { close, type Fetch, type ListenOptions, listen, listenOnLoopback, portOf } from './server/listen.ts'
import { createStateWriter, readStateFile } from './server/state-file.ts'
import { createTls } from './server/tls.ts'

export type ServeOptions = {
  /** 0 = any free port. */
  port: number
  /** The address to listen on. Default: both loopback addresses. */
  host?: string
  /** Where the certificate authority is kept. Without it: plain http. */
  authorityFolder?: string
  /** The URL that browsers and apps use if there is a proxy in front. */
  publicUrl?: string
  /** Keeps registrations between runs. */
  stateFile?: string
  /** Microsoft's host names resolve to this server; the pages say so. */
  realNames?: boolean
} & Pick<LocalEntraOptions, 'appOrigin' | 'basePath' | 'appSetup' | 'seed'>

export type Served = {
  entra: LocalEntra
  /** The URL in the metadata. */
  url: string
  port: number
  /** Path of the authority's certificate; null over http. */
  authorityFile: string | null
  close(): Promise<void>
}

const ownAddresses = () =>
  Object.values(networkInterfaces()).flatMap((each = []) =>
    each.flatMap(({ address, internal }) => (internal ? [] : [address.replace(/%.*$/, '')])),
  )

/** Writes the state file after every request except GET. */
function saving(entra: LocalEntra, file: string): Fetch {
  const write = createStateWriter(file)
  return async (request) => {
    const response = await entra.fetch(request)
    if (request.method !== 'GET') write(entra.snapshot())
    return response
  }
}

async function createEntra(options: ServeOptions, authorityFile: string | null): Promise<LocalEntra> {
  const { seed, appOrigin, basePath, appSetup, stateFile, realNames = false, publicUrl } = options
  const snapshot = stateFile === undefined ? null : readStateFile(stateFile)
  return createLocalEntra({
    serving: { stateFile: stateFile ?? null, authorityFile, realNames },
    ...(publicUrl ? { publicUrl } : {}),
    ...(seed ? { seed } : {}),
    ...(appOrigin ? { appOrigin } : {}),
    ...(basePath ? { basePath } : {}),
    ...(appSetup ? { appSetup } : {}),
    ...(snapshot ? { snapshot } : {}),
  })
}

/** Rejects with SeedError, an Error with code EADDRINUSE if the port is taken, or as readStateFile throws. */
export async function serveLocalEntra(options: ServeOptions): Promise<Served> {
  const { port, host, authorityFolder, publicUrl, stateFile } = options
  const tls = authorityFolder === undefined ? null : await createTls(authorityFolder, ownAddresses())
  const entra = await createEntra(options, tls?.authorityFile ?? null)
  const answer = stateFile === undefined ? entra.fetch : saving(entra, stateFile)
  const listening: ListenOptions = {
    fetch: (request) =>
      answer(request).catch((error: unknown) => {
        // A stalled request ends when its client gives up.
        if (request.signal.aborted) return new Response(null, { status: 499 })
        console.error(error)
        const message = error instanceof Error ? error.message : String(error)
        return new Response(`The local Entra failed: ${message}\n`, { status: 500 })
      }),
    port,
    tls: tls?.options ?? null,
    publicOrigin: publicUrl === undefined ? null : new URL(publicUrl).origin,
    // Evaluated per request, because a reset can load a seed with other hosts.
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

/** The name that `npm start` uses. */
export const serveEmulator = serveLocalEntra
