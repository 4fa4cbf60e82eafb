// The output of npm run truth. IDs, times and tokens are already redacted, so it is safe to share.
import type { Comparison, Difference } from './compare.ts'

const row = ({ where, real, local }: Difference): string =>
  [`  ${where}`, `    Microsoft    ${real ?? '(absent)'}`, `    local Entra  ${local ?? '(absent)'}`].join(
    '\n',
  )

export function report({ asked, unanswered, differences }: Comparison): string {
  const names = [...new Set(differences.map(({ probe }) => probe))]
  const parts = names.map((name) =>
    [name, ...differences.filter(({ probe }) => probe === name).map(row)].join('\n'),
  )
  if (unanswered.length > 0) parts.push(`Not answered: ${unanswered.join(', ')}`)
  parts.push(
    differences.length === 0
      ? `${asked} questions, no difference.`
      : `${asked} questions, ${differences.length} differences in ${names.length} of them.`,
  )
  return parts.join('\n\n')
}
