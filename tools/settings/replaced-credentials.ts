// Replaced credentials that are still to be removed, kept as comments at the end of .dev.vars.

export type ReplacedCredential = { kind: 'secret' | 'certificate'; keyId: string }

export type Replaced = {
  credentials: ReplacedCredential[]
  /** The deployed Worker has not confirmed the new credential, and may still use one of these. */
  awaitsDeployment: boolean
}

export const nothingReplaced: Replaced = { credentials: [], awaitsDeployment: false }

const REMOVAL =
  /^# npm run register removes the (secret|certificate) ([0-9a-f-]{36}) at its next run\.[^\n]*\n?/gm

/** On its own line, so that the operator can delete it to stop waiting. */
const WAITING = /^# Not before the deployed Worker has the new one[^\n]*\n?/gm
const waiting =
  '# Not before the deployed Worker has the new one (--deploy-secrets). If you uploaded it by hand, delete this line.\n'

export function readReplaced(text: string): Replaced {
  const credentials = [...text.matchAll(REMOVAL)].map(([, kind, keyId]) => ({
    kind: kind === 'secret' ? ('secret' as const) : ('certificate' as const),
    keyId: keyId ?? '',
  }))
  return { credentials, awaitsDeployment: credentials.length > 0 && text.search(WAITING) >= 0 }
}

/** @param text must end with a line break */
export function withReplaced(text: string, { credentials, awaitsDeployment }: Replaced): string {
  const removals = credentials.map(
    ({ kind, keyId }) => `# npm run register removes the ${kind} ${keyId} at its next run.\n`,
  )
  const without = text.replaceAll(REMOVAL, '').replaceAll(WAITING, '')
  return without + removals.join('') + (awaitsDeployment ? waiting : '')
}
