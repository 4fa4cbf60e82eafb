// The recorded requests, newest first, with their tokens decoded and each as a curl command.
import { html, raw } from 'hono/html'
import { type Html, page } from '../pages/frame.ts'
import type { RecordedRequest } from '../state/request-log.ts'
import { curlOf } from './curl.ts'
import { type FoundToken, tokensIn } from './tokens-in.ts'

const MAX_SHOWN = 200

const style = `
.requests { margin: 1rem 0 0; padding: 0; list-style: none }
.requests > li { border-top: 1px solid var(--line) }
summary { display: flex; flex-wrap: wrap; gap: .25rem .75rem; padding: .625rem 0; cursor: pointer; overflow-wrap: anywhere }
summary .status { flex: none; min-width: 2.5rem; font-weight: 600 } summary .method { flex: none; min-width: 3rem }
summary .path { flex: 1 1 16rem } pre { overflow-x: auto; margin: .25rem 0 1rem; padding: .75rem; background: var(--page);
  border: 1px solid var(--line); border-radius: .5rem; font: .8125rem/1.45 ui-monospace, monospace; white-space: pre-wrap;
  overflow-wrap: anywhere }
h2 { margin: .75rem 0 .25rem; font-size: 1rem } h3 { margin: .5rem 0 .25rem; font-size: .9375rem }
.head { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between }
[hidden] { display: none !important }
`

const copyScript = `
for (const button of document.querySelectorAll('button[data-copies]')) {
  if (!navigator.clipboard) continue
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent)
    const label = button.textContent
    button.textContent = 'Copied'
    setTimeout(() => { button.textContent = label }, 2000)
  })
}
`

const isOwnPage = ({ url }: RecordedRequest) =>
  /^\/(faults(\/.*)?|requests(\/.*)?|sign-in-as|favicon\.ico)?$/.test(new URL(url).pathname)

const isWithoutBody = ({ body, headers }: RecordedRequest) =>
  body === null && Number(headers['content-length'] ?? 0) > 0

const formatted = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return [...new URLSearchParams(text)].map(([name, value]) => `${name}=${value}`).join('\n')
  }
}

const tokenPart = ({ name, header, claims }: FoundToken): Html => html`<h3>${name}</h3>
<pre>${JSON.stringify(header, null, 2)}
${JSON.stringify(claims, null, 2)}</pre>`

const block = (heading: string, text: string | null): Html =>
  text ? html`<h2>${heading}</h2><pre>${formatted(text)}</pre>` : html``

function item(request: RecordedRequest, authorityFile: string | null): Html {
  const { id, at, method, url, status, body, response, location } = request
  const { host, pathname, search } = new URL(url)
  const tokens = tokensIn(request)
  return html`<li id="request-${id}"><details>
<summary><span class="status${status !== null && status < 400 ? '' : ' warn'}">${status ?? '—'}</span>
<span class="method">${method}</span><span class="path">${pathname}</span>
<span class="soft">${host}</span> <time class="soft" datetime="${new Date(at).toISOString()}">${new Date(at)
    .toISOString()
    .slice(11, 19)}</time></summary>
<div class="head"><h2>As curl</h2><button data-copies="curl-${id}" hidden>Copy as curl</button></div>
<pre id="curl-${id}">${curlOf(request, authorityFile)}</pre>
${isWithoutBody(request) ? html`<p class="warn">The body is missing: only forms and JSON are recorded, for the latest requests.</p>` : ''}
${block('Query', search.slice(1))}
${block('Body', body)}
${location ? html`<h2>Redirects to</h2><pre>${location}</pre>` : ''}
${block('Response', response)}
${tokens.length > 0 ? html`<h2>Tokens</h2>${tokens.map(tokenPart)}` : ''}
</details></li>`
}

/** @param requests oldest first @param authorityFile as in `Serving` */
export function requestsPage(requests: readonly RecordedRequest[], authorityFile: string | null): Html {
  const shown = requests
    .filter((request) => !isOwnPage(request))
    .slice(-MAX_SHOWN)
    .reverse()
  return page({
    title: 'Requests',
    wide: true,
    style,
    body: html`<div class="head"><h1>Requests</h1><a href="/">Start page</a></div>
<p class="soft">The last ${MAX_SHOWN}, newest first, without those of the start page. For programs:
<code>GET /.local-entra/requests</code>.</p>
<form method="post" action="/requests/clear"><button>Clear requests</button></form>
${
  shown.length === 0
    ? html`<p>No requests are recorded.</p>`
    : html`<ol class="requests">${shown.map((request) => item(request, authorityFile))}</ol>`
}
<script>${raw(copyScript)}</script>`,
  })
}
