// A single-page app: MSAL Browser as its users load it, on a page without a word of its own.

import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AUTHORITY, ENTRA } from './entra.ts'
import { spa } from './seed.ts'

const library = (path: string) =>
  readFileSync(new URL(`node_modules/@azure/msal-browser/lib/${path}`, import.meta.url), 'utf8')

/** `state` on the page: `ready` once MSAL has looked at the URL. */
const page = `<!doctype html><title>Wingtip</title><link rel="icon" href="data:,"><p id="state">waiting</p>
<script src="/msal.js"></script>
<script>
const app = new msal.PublicClientApplication({
  auth: {
    clientId: ${JSON.stringify(spa.clientId)},
    authority: ${JSON.stringify(AUTHORITY)},
    knownAuthorities: [${JSON.stringify(new URL(ENTRA).host)}],
    redirectUri: location.origin + '/redirect.html',
    postLogoutRedirectUri: location.origin + '/redirect.html',
  },
  cache: { cacheLocation: 'sessionStorage' },
})
const scopes = ['User.Read']
app.initialize().then(() => app.handleRedirectPromise()).then(
  () => { state.textContent = 'ready' },
  (error) => { state.textContent = String(error) },
)
</script>`

/** Where Entra sends popups, frames and redirects back to; it hands the answer to the app's page. */
const bridge = `<!doctype html><title>Redirect</title><link rel="icon" href="data:,">
<script src="/bridge.js"></script><script>msalRedirectBridge.broadcastResponseToMainFrame().catch((error) => { document.title = String(error) })</script>`

const files: Record<string, [string, string]> = {
  '/': ['text/html', page],
  '/redirect.html': ['text/html', bridge],
  '/msal.js': ['text/javascript', library('msal-browser.min.js')],
  '/bridge.js': ['text/javascript', library('redirect-bridge/msal-redirect-bridge.min.js')],
}

const serve: RequestListener = (request, response) => {
  const file = files[new URL(request.url ?? '', 'http://localhost').pathname]
  if (!file) return void response.writeHead(404).end()
  response.writeHead(200, { 'Content-Type': `${file[0]}; charset=utf-8` }).end(file[1])
}

export async function serveSinglePage() {
  const server = createServer(serve).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: () => void server.close(),
  }
}
