// The table of the recipes: each mark has a test.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const files: Record<string, string> = {
  'MSAL Node': 'msal-node',
  'MSAL Browser': 'msal-browser',
  'MSAL Python': 'msal-python',
  '@azure/identity': 'identity',
  'openid-client': 'openid-client',
  oauth4webapi: 'oauth4webapi',
  'express-openid-connect': 'express-openid-connect',
  'passport-azure-ad': 'passport',
  'Auth.js': 'auth-js',
  'better-auth': 'better-auth',
  '@hono/oidc-auth': 'oidc-auth',
}

/** What the title of the test says. */
const words: Record<string, RegExp> = {
  'sign in': /signs? (a person )?in/i,
  cache: /cache/,
  refresh: /refresh|renew/,
  userinfo: /userinfo/,
  'sign out': /signs out|and out again/,
  'device code': /device/,
  'client credentials': /the app itself|a daemon/,
  certificate: /certificate/,
  'on behalf of': /on behalf of/,
}

const cellsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())

const lines = readFileSync(join(import.meta.dirname, '../../docs/local-entra-recipes.md'), 'utf8').split('\n')
const [head = [], , ...rows] = lines
  .slice(lines.findIndex((line) => line.includes('| sign in |')))
  .filter((line) => line.startsWith('|'))
  .map(cellsOf)

test('has the clients and the columns', () => {
  expect(head.slice(1)).toEqual(Object.keys(words))
  expect(rows.map(([client]) => client).toSorted()).toEqual(Object.keys(files).toSorted())
})

test.each(rows)('%s', (client, ...cells) => {
  const file = join(import.meta.dirname, `${files[client ?? '']}.test.ts`)
  expect(existsSync(file)).toBe(true)
  const titles = [
    ...readFileSync(file, 'utf8').matchAll(/^ *(?:test|describe)(?:\.each)?\(.*|^\]\)\(.*/gm),
  ].join('\n')
  const marks = Object.values(words).map((said) => (said.test(titles) ? '✓' : '—'))
  expect(cells).toEqual(marks)
})
