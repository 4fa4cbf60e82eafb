// Sends both services the same requests, and lists each difference.
import { type Names, type Observation, observe } from './observation.ts'
import { type Probe, probes } from './probe.ts'

/** null = absent there. */
export type Difference = { probe: string; where: string; real: string | null; local: string | null }

export type Service = Names & {
  /** @param path including its query; redirects are not followed. Rejects if the service is unreachable */
  ask(path: string, form: Record<string, string> | undefined): Promise<Response>
}

export type Comparison = { asked: number; unanswered: string[]; differences: Difference[] }

/** @throws {Error} on the first request if the real service is unreachable */
export async function compare(real: Service, local: Service): Promise<Comparison> {
  const comparison: Comparison = { asked: 0, unanswered: [], differences: [] }
  const ours = probes(local)
  for (const [index, probe] of probes(real).entries()) {
    const mine = ours[index] ?? probe
    // Sequential, to go easy on Microsoft's service.
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

/** The first shared field whose order differs; lists are unordered. */
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
