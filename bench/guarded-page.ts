// The same small page behind each contender.
import type { Bundle } from './bundle.ts'
import { bare, type Contender, entryway, peers } from './contender.ts'
import { greeting } from './contenders/page.ts'
import type { Entra } from './entra.ts'
import { type Effort, type Measured, measure, type Page } from './load.ts'
import { type Running, start } from './running.ts'
import { PERSON, signIn } from './sign-in.ts'
import { Visitor } from './visitor.ts'

export const WARM = 'Entryway, warm'
export const UNGUARDED = 'Entryway, unguarded'

/** Names and paths of the pages; the first is the guarded one, where any is. */
type Contestant = { contender: Contender; paths: [name: string, path: string][]; turns?: number }

/**
 * Each in a process of its own, so that the garbage of one is not collected in the round of another. Warm and unguarded
 * share one: two processes of the same bundle differ by more than the guard costs. They take more turns, because they differ by
 * so little.
 */
const contestants: Contestant[] = [
  {
    contender: entryway,
    paths: [
      [WARM, '/guarded'],
      [UNGUARDED, '/unguarded'],
    ],
    turns: 16,
  },
  { contender: entryway, paths: [['Entryway, cold', '/guarded/cold']] },
  ...peers.map((contender): Contestant => ({ contender, paths: [[contender.name, '/guarded']] })),
  { contender: bare, paths: [['bare Hono', '/unguarded']] },
  { contender: bare, paths: [['bare Hono, one KV read', '/unguarded/kv']] },
]

export async function measureGuardedPage(
  bundleOf: (contender: Contender) => Bundle,
  entra: Entra,
  effort: Effort,
): Promise<Measured[]> {
  const running: Running[] = []
  try {
    const pages: Page[] = []
    for (const { contender, paths, turns } of contestants) {
      const worker = await start(contender, bundleOf(contender), entra)
      running.push(worker)
      const { port, pid } = worker
      // A page that nobody guards is sent Entryway's cookie all the same: receiving it is not guarding.
      const cookie = contender.isGuarded
        ? await signedInCookie(contender, worker, entra, paths[0]?.[1] ?? '')
        : (pages[0]?.cookie ?? '')
      for (const [name, path] of paths)
        pages.push({ name, port, pid, path, cookie, body: greeting(PERSON.name), turns })
    }
    return await measure(pages, effort)
  } finally {
    await Promise.all(running.map((worker) => worker.stop()))
  }
}

/** A session by really signing in. @throws when the page is given to a stranger, or not to the person */
export async function signedInCookie(
  contender: Contender,
  { port }: Running,
  entra: Entra,
  path: string,
): Promise<string> {
  const refused = await new Visitor(port).get(path)
  if (![302, 303, 401].includes(refused.status) || refused.body.includes(PERSON.name)) {
    throw new Error(`${contender.name} lets a stranger in at ${path}: ${refused.status}`)
  }
  const visitor = new Visitor(port)
  await signIn(visitor, contender, entra)
  const page = await visitor.get(path)
  if (page.status !== 200 || page.body !== greeting(PERSON.name)) {
    throw new Error(`${contender.name} does not show the page at ${path}: ${page.status}`)
  }
  return visitor.cookie
}
