// docs/ci.md for tests: its code blocks, its commands, and their arguments with values in them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contoso } from '../../emulator/seed.ts'
import { ROOT } from '../support/app-copy.ts'

export const TEXT = readFileSync(join(ROOT, 'docs', 'ci.md'), 'utf8')

export const blocks = (language: string) =>
  [...TEXT.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\`$`, 'gm'))].map(
    ([, , body]) => body ?? '',
  )

/** Values for what stands in braces. */
const FILLED: [RegExp, string][] = [
  [/\$\{\{ (?:inputs|matrix)\.environment \}\}/g, 'staging'],
  [/\$\{\{ vars\.TENANT_ID \}\}/g, contoso.id],
  [/\$\{\{ vars\.CLIENT_ID \}\}/g, '00000000-0000-4000-8000-0000000000a1'],
  [/\$\{\{ runner\.temp \}\}/g, '/tmp/runner'],
]

export const commands = (program: string): string[] =>
  [...blocks('sh'), ...blocks('yaml')]
    .join('\n')
    .split('\n')
    .flatMap((line) => {
      const command = line.trim().replace(/^(?:- )?run: /, '')
      return command.startsWith(program) ? [command] : []
    })

export const argvOf = (command: string) =>
  FILLED.reduce((text, [pattern, value]) => text.replaceAll(pattern, value), command)
    .replace(/^npm run [\w:]+ -- /, '')
    .split(' ')

/** With what the page appends, at paths that hold from anywhere. */
export const wranglerToml = (folder: string) =>
  `${readFileSync(join(ROOT, 'wrangler.toml'), 'utf8')
    .replace('"src/index.tsx"', JSON.stringify(join(folder, 'src/index.tsx')))
    .replace('"public"', JSON.stringify(join(folder, 'public')))
    .replaceAll('"./node_modules', `"${ROOT}/node_modules`)}\n${blocks('toml').join('\n')}`
