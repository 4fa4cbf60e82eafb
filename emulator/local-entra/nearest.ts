// Which name was probably meant.

/** How many characters to insert, delete, or replace to turn one into the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)),
      )
    }
    row = next
  }
  return row.at(-1) ?? 0
}

/** The most similar name, or null if none is similar. */
export function nearest(name: string, names: readonly string[]): string | null {
  const ranked = names
    .map((each) => ({ each, away: distance(name.toLowerCase(), each.toLowerCase()) }))
    .toSorted((a, b) => a.away - b.away)
  const [best] = ranked
  return best && best.away <= Math.max(1, name.length / 3) ? best.each : null
}
