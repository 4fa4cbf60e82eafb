// Credentials that were replaced and have yet to be removed: .dev.vars remembers them in comments.

/** It may still be in use where the new one has not arrived yet. */
export type Replaced = {
  kind: 'secret' | 'certificate'
  keyId: string
  /** The deployed Worker was to get the new one, and has not said that it has. */
  awaitsDeployment: boolean
}

const NEXT_RUN = 'at its next run'
const DEPLOYED = 'once the deployed Worker has the new one'

const NOTE = new RegExp(
  `^# npm run register removes the (secret|certificate) ([0-9a-f-]{36}) (${NEXT_RUN}|${DEPLOYED})\\.\\n?`,
  'gm',
)

export function readReplaced(text: string): Replaced[] {
  return [...text.matchAll(NOTE)].map(([, kind, keyId, when]) => ({
    kind: kind === 'secret' ? ('secret' as const) : ('certificate' as const),
    keyId: keyId ?? '',
    awaitsDeployment: when === DEPLOYED,
  }))
}

/** @param text whose last line ends */
export function withReplaced(text: string, replaced: Replaced[]): string {
  const notes = replaced.map(
    ({ kind, keyId, awaitsDeployment }) =>
      `# npm run register removes the ${kind} ${keyId} ${awaitsDeployment ? DEPLOYED : NEXT_RUN}.\n`,
  )
  return text.replaceAll(NOTE, '') + notes.join('')
}
