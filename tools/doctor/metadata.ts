// The authority's OpenID metadata: reachable, and of whom it should be.
import type { Authority } from '../../src/entra/authority.ts'
import { MetadataError, readMetadata } from '../../src/entra/metadata.ts'
import { type Answer, OutboundError, parseJson, send } from '../../src/outbound.ts'
import { check } from './check.ts'
import { fail, type Outcome, pass } from './outcome.ts'
import { unreachable } from './unreachable.ts'

const NO_SUCH_TENANT = 'Compare AUTHORITY with Directory (tenant) ID on the registration’s overview page.'

function judge(authority: Authority, answer: Answer, now: number): Outcome {
  const { status, text, headers } = answer
  if (status === 429 || status >= 500) throw new OutboundError(`status_${status}`)
  if (status !== 200) {
    return fail(
      `There is no tenant “${authority.tenant}” at ${authority.origin} (${status}).`,
      NO_SUCH_TENANT,
    )
  }
  const json = parseJson(text)
  if (json === undefined) throw new OutboundError('not_json')
  const metadata = readMetadata(authority, json)
  const theirs = Date.parse(headers.get('date') ?? '')
  return pass(`The issuer is ${metadata.issuer}.`, {
    metadata,
    aheadSeconds: Number.isNaN(theirs) ? null : Math.round((theirs - now) / 1000),
  })
}

export const metadata = check({
  name: 'metadata',
  needs: ['authority'],
  async run({ authority }, { now }) {
    const url = `${authority.url}/v2.0/.well-known/openid-configuration`
    try {
      const answer = await send(url, { headers: { accept: 'application/json' } })
      return judge(authority, answer, now())
    } catch (error) {
      if (!(error instanceof MetadataError)) return unreachable(error, 'The authority’s metadata', url)
      return fail(
        `It is not that of AUTHORITY: ${error.message}.`,
        'Set AUTHORITY to the tenant id at Microsoft’s own host; if it is that already, something on the way answers in its place.',
      )
    }
  },
})
