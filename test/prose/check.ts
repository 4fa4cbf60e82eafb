// Part of npm run check: American spelling everywhere, and the words that docs do without.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { findings } from './findings.ts'

const TEXT = /\.(?:md|ts|tsx|js|mjs|css|ya?ml|toml|example)$/
/** Names, answers and comments of others are quoted as they are; the rules themselves name what they forbid. */
const QUOTED = /^(?:test\/recorded\/|test\/prose\/|CODE_OF_CONDUCT\.md$)|\bworker-configuration\.d\.ts$/

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
const found = files
  .split('\n')
  // Git lists a file that has just been deleted until that is committed.
  .filter((file) => TEXT.test(file) && !QUOTED.test(file) && existsSync(file))
  .flatMap((file) => findings(file, readFileSync(file, 'utf8')))
for (const { file, line, word, instead } of found)
  console.error(`${file}:${line}  "${word}": write ${instead}`)
process.exitCode = found.length > 0 ? 1 : 0
