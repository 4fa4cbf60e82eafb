// Notices that the app's source was saved. By the files' times: events of the file system are unreliable where an editor
// puts another file in the place of the saved one.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const CHECK_MS = 300

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
  } catch {
    // It is being moved, or called otherwise.
    return []
  }
}

/** Of `src` and `wrangler.toml` in this folder: differs once a file is saved, added or removed. */
export function sourceState(root: string): string {
  const files = ['wrangler.toml', ...namesIn(join(root, 'src')).map((name) => join('src', name))]
  return files
    .map((file) => `${file} ${statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs}`)
    .join('\n')
}

export async function sourceChanged(root: string, since: string): Promise<void> {
  while (sourceState(root) === since) await wait(CHECK_MS)
}
