// The licenses of the packages inside a bundle, which their authors want to be passed on.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const PACKAGE = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//

/** @param inputs paths of bundled files, from `root` @returns Markdown; null when there are none */
export function licensesOf(root: string, inputs: string[]): string | null {
  const folders = new Map<string, string>()
  for (const input of inputs) {
    const [, folder, name] = PACKAGE.exec(input) ?? []
    if (folder && name) folders.set(name, join(root, folder))
  }
  if (folders.size === 0) return null
  const sections = [...folders]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, folder]) => {
      const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
      const text =
        file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').trim() : ''
      return `## ${name} ${version} (${license})\n\n${text}`
    })
  return `# Packages inside this one\n\n${sections.join('\n\n')}\n`
}
