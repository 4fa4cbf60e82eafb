// The authority's OpenID metadata: reachable, and of whom it should be.
import {
  type Answer,
  type Authority,
  fetchText,
  MetadataError,
  metadataUrl,
  readMetadataAnswer,
} from '../../../src/entryway/protocol.ts'
import { check } from '../diagnosis/check.ts'
import { fail, type Outcome, pass } from '../diagnosis/outcome.ts'
import { unreachable } from '../diagnosis/unreachable.ts'

const NO_SUCH_TENANT = 'Compare AUTHORITY with Directory (tenant) ID on the registration’s overview page.'
const NOT_ITS_OWN =
  'Set AUTHORITY to the tenant ID at Microsoft’s own host. If it is that already, a proxy or firewall responds in its place.'

function judge(authority: Authority, answer: Answer, now: number): Outcome {
  const { tenant, origin } = authority
  try {
    const metadata = readMetadataAnswer(authority, answer)
    const theirs = Date.parse(answer.headers.get('date') ?? '')
    return pass(`The issuer is ${metadata.issuer}.`, {
      metadata,
      aheadSeconds: Number.isNaN(theirs) ? null : Math.round((theirs - now) / 1000),
    })
  } catch (error) {
    if (!(error instanceof MetadataError)) throw error
    if (error.belongsTo) {
      const { cloud, url } = error.belongsTo
      return fail(`The tenant is in Microsoft’s ${cloud} cloud.`, `Set AUTHORITY to ${url}.`)
    }
    return answer.status === 200
      ? fail(`It does not belong to AUTHORITY: ${error.context.reason}.`, NOT_ITS_OWN)
      : fail(`The tenant “${tenant}” does not exist at ${origin} (${answer.status}).`, NO_SUCH_TENANT)
  }
}

export const metadata = check({
  name: 'metadata',
  needs: ['authority'],
  async run({ authority, settings }, { now }) {
    const url = metadataUrl(authority, settings?.clientId)
    try {
      return judge(authority, await fetchText(url, { headers: { accept: 'application/json' } }), now())
    } catch (error) {
      return unreachable(error, 'The authority’s metadata', url)
    }
  },
})
