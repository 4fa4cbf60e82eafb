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

type Contestant = { name: string; contender: Contender; path: string }

const contestants: Contestant[] = [
  { name: WARM, contender: entryway, path: '/guarded' },
  { name: UNGUARDED, contender: entryway, path: '/unguarded' },
  { name: 'Entryway, cold', contender: entryway, path: '/guarded/cold' },
  ...peers.map((contender) => ({ name: contender.name, contender, path: '/guarded' })),
  { name: 'bare Hono', contender: bare, path: '/unguarded' },
  { name: 'bare Hono, one KV read', contender: bare, path: '/unguarded/kv' },
]

/** Each in a process of its own, so that the garbage of one is not collected in the round of another. */
export async function measureGuardedPage(
  bundleOf: (contender: Contender) => Bundle,
  entra: Entra,
  effort: Effort,
): Promise<Measured[]> {
  const running: Running[] = []
  try {
    const pages: Page[] = []
    for (const { name, contender, path } of contestants) {
      const worker = await start(contender, bundleOf(contender), entra)
      running.push(worker)
      const signInPath = path.startsWith('/guarded') ? path : contender.guardedPath
      // A page that nobody guards is sent a session all the same: receiving a cookie is not guarding.
      const cookie = signInPath
        ? await signedInCookie(contender, worker, entra, signInPath)
        : (pages.find((page) => page.name === WARM)?.cookie ?? '')
      pages.push({ name, port: worker.port, pid: worker.pid, path, cookie, body: greeting(PERSON.name) })
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
