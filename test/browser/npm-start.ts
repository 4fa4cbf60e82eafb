// `npm start` for the browser tests.
import { startTool, type Urls, urlsOf } from '../support/npm-start.ts'

export type { Urls }
export type Started = Urls & { end(): Promise<void> }

/** @param authority a name that `npm start -- --authority` takes. @param flags more options of `npm start` */
export async function npmStart(authority: string, flags: string[] = []): Promise<Started> {
  const started = startTool(['--authority', authority, ...flags, '--port', '0', '--entra-port', '0'])
  return { ...(await urlsOf(started)), end: started.end }
}
