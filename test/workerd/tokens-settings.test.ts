import { expect, test } from 'vitest'
import { fromEnv } from '../../src/entryway/index.ts'
import { parseVariables } from '../../src/entryway/settings/variables.ts'
import { variables } from '../../src/tokens/settings.ts'
import { contosoSettings } from './app.ts'

function parse(change: Record<string, unknown>) {
  const env = { ...contosoSettings, ...change }
  return parseVariables(variables, env, fromEnv(env).settings)
}

const problemsOf = (change: Record<string, unknown>) =>
  parse(change).problems.map(({ variable, problem }) => `${variable} ${problem}`)

test.each([
  'https://evil.example/?https://vssps.dev.azure.com/contoso',
  'https://user:password@dev.azure.com/contoso',
  'http://localhost:99999/contoso',
  '7.5',
])('AZURE_DEVOPS_URL %j is rejected', (AZURE_DEVOPS_URL) => {
  const REDIRECT_URI = 'http://localhost:8787/getAToken'
  expect(problemsOf({ AZURE_DEVOPS_URL, REDIRECT_URI })).toEqual([
    'AZURE_DEVOPS_URL does not name an Azure DevOps organization',
  ])
})

test.each([
  [undefined, null],
  [' ', null],
  ['https://vssps.dev.azure.com/Contoso-1/', 'https://vssps.dev.azure.com/Contoso-1'],
  ['contoso', 'https://vssps.dev.azure.com/contoso'],
  ['git@ssh.dev.azure.com:v3/contoso/p/r', 'https://vssps.dev.azure.com/contoso'],
])('AZURE_DEVOPS_URL %j is read as %j', (given, value) => {
  expect(parse({ AZURE_DEVOPS_URL: given })).toEqual({ values: { AZURE_DEVOPS_URL: value }, problems: [] })
})

test('Azure DevOps is on localhost only beside an app that is too', () => {
  const AZURE_DEVOPS_URL = 'http://localhost:8788/contoso'
  expect(problemsOf({ AZURE_DEVOPS_URL })).toEqual([
    'AZURE_DEVOPS_URL is on localhost although REDIRECT_URI is not',
  ])
  expect(problemsOf({ AZURE_DEVOPS_URL, REDIRECT_URI: 'http://localhost:8787/getAToken' })).toEqual([])
})
