// Detects saved changes to the app's source by file times: file system events are unreliable if an editor saves by
// replacing the file.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const CHECK_MS = 300

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
  } catch {
    // The file is being moved or renamed.
    return []
  }
}

/** The state of `src` and `wrangler.toml` in this folder; differs after a file is saved, added or removed. */
export function sourceState(root: string): string {
  const files = ['wrangler.toml', ...namesIn(join(root, 'src')).map((name) => join('src', name))]
  return files
    .map((file) => `${file} ${statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs}`)
    .join('\n')
}

export async function sourceChanged(root: string, since: string): Promise<void> {
  while (sourceState(root) === since) await wait(CHECK_MS)
}
