// The first Python on this machine that has these modules. Debian: apt-get install python3-msal python3-authlib python3-flask.
import { execFileSync } from 'node:child_process'

/** null: none has them. */
export function findPython(modules: string[]): string | null {
  const has = (python: string) => {
    try {
      execFileSync(python, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  }
  return ['python3', '/usr/bin/python3'].find(has) ?? null
}
