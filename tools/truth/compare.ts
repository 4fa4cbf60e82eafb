// Asks both services the same, and names each difference.
import { type Names, type Observation, observe } from './observation.ts'
import { type Probe, probes } from './probe.ts'

/** null: it has no such thing. */
export type Difference = { probe: string; where: string; real: string | null; local: string | null }

export type Service = Names & {
  /** @param path with its query; redirects are not followed. Rejects when nobody answers */
  ask(path: string, form: Record<string, string> | undefined): Promise<Response>
}

export type Comparison = { asked: number; unanswered: string[]; differences: Difference[] }

/** @throws {Error} of the first question, when the real service cannot be reached at all */
export async function compare(real: Service, local: Service): Promise<Comparison> {
  const comparison: Comparison = { asked: 0, unanswered: [], differences: [] }
  const ours = probes(local)
  for (const [index, probe] of probes(real).entries()) {
    const mine = ours[index] ?? probe
    // One after another: this is somebody else's service.
    const answer = await observed(real, probe).catch((error: unknown) => {
      if (index === 0) throw error
      return null
    })
    comparison.asked += 1
    if (answer === null) comparison.unanswered.push(probe.name)
    else comparison.differences.push(...differences(probe.name, answer, await observed(local, mine)))
  }
  return comparison
}

const observed = async (service: Service, { path, form }: Probe) =>
  observe(await service.ask(path, form), service)

export function differences(probe: string, real: Observation, local: Observation): Difference[] {
  const values = [...new Set([...real.keys(), ...local.keys()])]
    .map((where) => ({ probe, where, real: real.get(where) ?? null, local: local.get(where) ?? null }))
    .filter((each) => each.real !== each.local)
  return [...values, ...outOfOrder(probe, real, local)]
}

/** The first field of those in both that stands elsewhere; a list has no order of its own. */
function outOfOrder(probe: string, real: Observation, local: Observation): Difference[] {
  const shared = (one: Observation, other: Observation) =>
    [...one.keys()].filter(
      (where) => other.has(where) && /^(?:body|location)\./.test(where) && !where.includes('[]'),
    )
  const [theirs, ours] = [shared(real, local), shared(local, real)]
  const index = theirs.findIndex((where, at) => where !== ours[at])
  const [first, second] = [theirs[index], ours[index]]
  if (first === undefined || second === undefined) return []
  return [{ probe, where: 'order', real: `${first} before ${second}`, local: `${second} before ${first}` }]
}
