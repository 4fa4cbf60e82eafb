import { expect, test } from 'vitest'
import { fromEnv } from '../../src/entryway/index.ts'
import { parseVariables } from '../../src/entryway/settings/feature-settings.ts'
import { variables } from '../../src/tokens/settings.ts'
import { contosoSettings } from './app.ts'

function parse(change: Record<string, unknown>) {
  const env = { ...contosoSettings, ...change }
  return parseVariables(variables, env, fromEnv(env).settings)
}

const problemsOf = (change: Record<string, unknown>) =>
  parse(change).problems.map(({ variable, problem }) => `${variable} ${problem}`)

const NOT_AN_ORGANIZATION = 'AZURE_DEVOPS_URL is not the URL of an organization’s API'

test.each([
  ['contoso', NOT_AN_ORGANIZATION],
  ['https://vssps.dev.azure.com/', NOT_AN_ORGANIZATION],
  ['https://dev.azure.com/contoso', NOT_AN_ORGANIZATION],
  ['https://contoso.visualstudio.com', NOT_AN_ORGANIZATION],
  ['http://vssps.dev.azure.com/contoso', NOT_AN_ORGANIZATION],
  ['https://vssps.dev.azure.com.evil.example/contoso', NOT_AN_ORGANIZATION],
  ['https://evil.example/?https://vssps.dev.azure.com/contoso', NOT_AN_ORGANIZATION],
  ['https://evil.example/http://localhost/contoso', NOT_AN_ORGANIZATION],
  ['https://me@vssps.dev.azure.com/contoso', NOT_AN_ORGANIZATION],
  ['https://vssps.dev.azure.com/contoso/_apis', NOT_AN_ORGANIZATION],
  ['https://vssps.dev.azure.com/contoso?x=1', NOT_AN_ORGANIZATION],
  ['http://localhost.evil.example/contoso', NOT_AN_ORGANIZATION],
  ['http://localhost:99999/contoso', NOT_AN_ORGANIZATION],
  ['7.5', NOT_AN_ORGANIZATION],
])('AZURE_DEVOPS_URL %j is rejected', (AZURE_DEVOPS_URL, problem) => {
  const REDIRECT_URI = 'http://localhost:8787/getAToken'
  expect(problemsOf({ AZURE_DEVOPS_URL, REDIRECT_URI })).toEqual([problem])
})

test.each([
  [undefined, null],
  [' ', null],
  ['https://vssps.dev.azure.com/Contoso-1/', 'https://vssps.dev.azure.com/Contoso-1'],
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
