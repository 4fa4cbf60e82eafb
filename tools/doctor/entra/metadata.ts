// The authority's OpenID metadata: reachable, with the expected issuer.
import {
  type Answer,
  type Authority,
  fetchText,
  MetadataError,
  metadataUrl,
  readMetadataAnswer,
} from '../../../src/entryway/protocol.ts'
import { metadataRefusal } from '../../app-registration/metadata-refusal.ts'
import { check } from '../diagnosis/check.ts'
import { fail, type Outcome, pass } from '../diagnosis/outcome.ts'
import { unreachable } from '../diagnosis/unreachable.ts'

const NAMING = { name: 'AUTHORITY', set: (url: string) => `Set AUTHORITY to ${url}.` }

function judge(authority: Authority, answer: Answer, now: number): Outcome {
  try {
    const metadata = readMetadataAnswer(authority, answer)
    const theirs = Date.parse(answer.headers.get('date') ?? '')
    return pass(`The issuer is ${metadata.issuer}.`, {
      metadata,
      aheadSeconds: Number.isNaN(theirs) ? null : Math.round((theirs - now) / 1000),
    })
  } catch (error) {
    if (!(error instanceof MetadataError)) throw error
    return fail(...metadataRefusal(authority, answer, error, NAMING))
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
