// A check, and the findings it needs before it can run.
import type { Findings, Given } from './findings.ts'
import { type Outcome, skipped } from './outcome.ts'

export type Check = {
  name: string
  /** Empty = not applicable. */
  run: (found: Partial<Findings>, given: Given) => Promise<Outcome[]>
}

/** Why a check is skipped without this finding. */
const WITHOUT = {
  authority: 'AUTHORITY must be valid first.',
  settings: 'The variables must be valid first.',
  metadata: 'The authority’s metadata must be valid first.',
  aheadSeconds: 'The authority’s metadata must be valid first.',
  silentAnswer: 'Entra must recognize the app first.',
  answerToApp: 'Entra must accept REDIRECT_URI first.',
} satisfies Partial<Record<keyof Findings, string>>

type Needed = keyof typeof WITHOUT

type Question<Need extends Needed> = {
  name: string
  needs: readonly Need[]
  appliesTo?: (given: Given) => boolean
  run: (
    found: Pick<Findings, Need> & Partial<Findings>,
    given: Given,
  ) => Outcome | Outcome[] | Promise<Outcome | Outcome[]>
}

export function check<Need extends Needed>(question: Question<Need>): Check {
  const { name, needs, appliesTo = () => true, run } = question
  const knows = (found: Partial<Findings>): found is Pick<Findings, Need> & Partial<Findings> =>
    needs.every((need) => found[need] !== undefined)
  return {
    name,
    async run(found, given) {
      if (!appliesTo(given)) return []
      if (knows(found)) return [await run(found, given)].flat()
      return needs
        .filter((need) => found[need] === undefined)
        .slice(0, 1)
        .map((need) => skipped(WITHOUT[need]))
    },
  }
}
