// A recorded request as a command for a shell.
import type { RecordedRequest } from '../state/request-log.ts'

/** Those that curl sends by itself, or that only a browser has a use for. */
const leftOut =
  /^(host|connection|content-length|accept-encoding|user-agent|sec-.*|upgrade-insecure-requests)$/i

/** For a POSIX shell: nothing in single quotes means anything but their end. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

/** With -X curl would wait for the body of a HEAD. */
const methodOption = (method: string) => {
  if (method === 'GET') return ''
  return method === 'HEAD' ? '--head ' : `-X ${method} `
}

/** @param authorityFile the certificate to trust over https; null: curl knows it */
export function curlOf(
  { method, url, headers, body }: Pick<RecordedRequest, 'method' | 'url' | 'headers' | 'body'>,
  authorityFile: string | null,
): string {
  const trust = authorityFile !== null && url.startsWith('https:') ? `--cacert ${quoted(authorityFile)} ` : ''
  const lines = [
    `curl ${trust}${methodOption(method)}${quoted(url)}`,
    ...Object.entries(headers).flatMap(([name, value]) =>
      leftOut.test(name) ? [] : [`-H ${quoted(`${name}: ${value}`)}`],
    ),
    ...(body === null ? [] : [`--data-raw ${quoted(body)}`]),
  ]
  return lines.join(' \\\n  ')
}
