// The authority's signing keys: reachable, with at least one usable.
import { importJWK } from 'jose'
import {
  fetchText,
  OutboundError,
  parseJson,
  readSigningKeys,
  type SigningKey,
} from '../../../src/entryway/protocol.ts'
import { check } from '../diagnosis/check.ts'
import { fail, pass } from '../diagnosis/outcome.ts'
import { unreachable } from '../diagnosis/unreachable.ts'

/** RFC 7518 section 3.3; jose rejects shorter keys. */
const LEAST_BITS = 2048

async function isUsable({ kty, n, e }: SigningKey): Promise<boolean> {
  const imported = await importJWK({ kty, n, e }, 'RS256').catch(() => null)
  const algorithm = imported instanceof CryptoKey ? imported.algorithm : null
  return algorithm !== null && 'modulusLength' in algorithm && Number(algorithm.modulusLength) >= LEAST_BITS
}

export const signingKeys = check({
  name: 'signing keys',
  needs: ['metadata'],
  async run({ metadata }) {
    try {
      const answer = await fetchText(metadata.keysUri, { headers: { accept: 'application/json' } })
      if (answer.status !== 200) throw new OutboundError(`status_${answer.status}`)
      const keys = readSigningKeys(parseJson(answer.text))
      const usable = await Promise.all(keys.map(isUsable))
      const count = usable.filter(Boolean).length
      if (count > 0) return pass(`${count} ${count === 1 ? 'key' : 'keys'} for RS256.`)
    } catch (error) {
      return unreachable(error, 'The signing keys', metadata.keysUri)
    }
    return fail(
      'None of them is a key for RS256, so no ID token can be verified.',
      'A proxy or firewall responds in the authority’s place. Open the jwks_uri of its metadata in a browser.',
    )
  },
})
