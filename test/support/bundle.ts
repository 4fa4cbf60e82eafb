// The Worker built as for a deployment, and the local Entra in the place of Microsoft behind it.
import { execFileSync } from 'node:child_process'
import type { Emulator } from '../../emulator/index.ts'

/** What `npm run deploy` would upload. */
export function bundle(entry: string, outdir: string): void {
  execFileSync(
    process.execPath,
    ['node_modules/wrangler/bin/wrangler.js', 'deploy', entry, '--dry-run', '--minify', '--outdir', outdir],
    { env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false' } },
  )
}

/** The Worker's outbound requests come through this process's fetch. @returns puts it back */
export function standInForMicrosoft(emulator: Emulator): () => void {
  const networkFetch = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const toMicrosoft =
      new URL(request.url).hostname.endsWith('.microsoft.com') || request.url.includes('microsoftonline')
    return toMicrosoft ? emulator.fetch(request) : networkFetch(request)
  }
  return () => {
    globalThis.fetch = networkFetch
  }
}
