// Numbers of several rounds, as one that a single bad round does not move.

export type Summary = { median: number; lowQuartile: number; highQuartile: number }

export function summarize(values: number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b)
  return {
    median: quantile(sorted, 0.5),
    lowQuartile: quantile(sorted, 0.25),
    highQuartile: quantile(sorted, 0.75),
  }
}

export const median = (values: number[]) => summarize(values).median

/** Linear between the two nearest, as R's type 7. */
function quantile(sorted: number[], share: number): number {
  const at = (sorted.length - 1) * share
  const [below = Number.NaN, above = below] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  return below + (above - below) * (at - Math.floor(at))
}
