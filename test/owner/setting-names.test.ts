// A setting that is renamed is renamed in every text: the docs, the example, and the words of the tools.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { VARIABLES } from '../../tools/settings/variable-names.ts'

/** Of one word, only in `NAME=`, where other capitals cannot stand. */
const NAME = /(?<![\w$-])(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![\w$-])|[A-Z]{4,}(?==))/g

/** Of other programs, of Microsoft's samples, and of the guides' own examples. */
const OTHERS = [
  ...['GRAPH_TOKEN', 'TENANT_ID', 'PIPELINE_CLIENT_ID', 'SIGN_OUT_LIMIT', 'CHROMIUM_PATH'],
  ...['CLOUDFLARE_API_TOKEN', 'CLOUDFLARE_ACCOUNT_ID', 'HTTPS_PROXY', 'NODE_USE_ENV_PROXY', 'BROWSER'],
  ...['NODE_EXTRA_CA_CERTS', 'REQUESTS_CA_BUNDLE', 'SSL_CERT_FILE', 'OIDC_ISSUER', 'OIDC_CLIENT_ID'],
  ...['OIDC_CLIENT_SECRET', 'OIDC_REDIRECT_URI', 'OIDC_AUTHORITY', 'REDIRECT_PATH', 'SESSION_TYPE'],
  ...['SECRET_KEY', 'B2C_TENANT_NAME', 'HOOK_SECRET', 'API_CLIENT_ID', 'APP_NAME', 'NAME', 'AZURE_CLIENT_ID'],
]

const filesIn = (...paths: string[]) =>
  execFileSync('git', ['ls-files', '--', ...paths], { encoding: 'utf8' })
    .trim()
    .split('\n')

const unknownIn = (text: string) =>
  [...text.matchAll(NAME)]
    .map(([name]) => name)
    .filter((name) => !VARIABLES.includes(name) && !OTHERS.includes(name))

/** Strings of several words, without the code in them. */
const sentencesIn = (source: string) =>
  source
    .split('\n')
    .filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line))
    .flatMap(
      (line) =>
        line.replaceAll(/\$\{[^}]*\}/g, '').match(/(?<=[\s([,])(?:'[^']* [^']*'|`[^`]* [^`]*`)/g) ?? [],
    )
    .join('\n')

test.each(filesIn('docs/*.md', 'README.md', 'packages/*/README.md', '.dev.vars.example'))(
  '%s names settings as they are named',
  (file) => {
    expect(unknownIn(readFileSync(file, 'utf8'))).toEqual([])
  },
)

test('the tools’ words name settings as they are named', () => {
  const files = filesIn('tools/**/*.ts')
  expect(files.flatMap((file) => unknownIn(sentencesIn(readFileSync(file, 'utf8'))))).toEqual([])
})
