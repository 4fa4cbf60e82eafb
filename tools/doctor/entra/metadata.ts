// The authority's OpenID metadata: reachable, with the expected issuer.
import {
  type Authority,
  fetchText,
  MetadataError,
  metadataUrl,
  readMetadataAnswer,
} from '../../../src/entryway/protocol.ts'
import { metadataRefusal, type Naming } from '../../app-registration/metadata-refusal.ts'
import { check } from '../diagnosis/check.ts'
import type { Given } from '../diagnosis/findings.ts'
import { fail, type Outcome, pass } from '../diagnosis/outcome.ts'
import { unreachable } from '../diagnosis/unreachable.ts'

/** The outcome has the metadata, unless it is a failure. */
export async function readMetadata(
  authority: Authority,
  clientId: string | undefined,
  { now }: Pick<Given, 'now'>,
  naming: Naming,
): Promise<Outcome> {
  const url = metadataUrl(authority, clientId)
  try {
    const answer = await fetchText(url, { headers: { accept: 'application/json' } })
    try {
      const metadata = readMetadataAnswer(authority, answer)
      const theirs = Date.parse(answer.headers.get('date') ?? '')
      const aheadSeconds = Number.isNaN(theirs) ? null : Math.round((theirs - now()) / 1000)
      return pass(`The issuer is ${metadata.issuer}.`, { metadata, aheadSeconds })
    } catch (error) {
      if (!(error instanceof MetadataError)) throw error
      return fail(...metadataRefusal(authority, answer, error, naming))
    }
  } catch (error) {
    return unreachable(error, `The metadata of ${naming.name}`, url)
  }
}

const NAMING = { name: 'AUTHORITY', set: (url: string) => `Set AUTHORITY to ${url}.` }

export const metadata = check({
  name: 'metadata',
  needs: ['authority'],
  run: ({ authority, settings }, given) => readMetadata(authority, settings?.clientId, given, NAMING),
})
