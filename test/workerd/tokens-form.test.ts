// What may be typed into the forms, as pure functions; tokens-create.test.ts shows what becomes of it.
import { expect, test } from 'vitest'
import { fromEnv } from '../../src/entryway/index.ts'
import { parseVariables } from '../../src/entryway/settings/variables.ts'
import { readExpiry } from '../../src/tokens/expiry.ts'
import { validate } from '../../src/tokens/form.ts'
import { variables } from '../../src/tokens/settings.ts'
import { contosoSettings } from './app.ts'

const NOW = Date.parse('2027-02-10T10:00:00Z')
const GOOD = { displayName: 'Deploy', scopes: ['vso.code'], fullAccess: false, formToken: '' }
const THIRTY_DAYS = { choice: '30', date: '' }

const validated = (change: Partial<typeof GOOD>, held?: string[]) =>
  validate({ ...GOOD, expiry: THIRTY_DAYS, ...change }, undefined, held)

const EMPTY = 'Enter a name that distinguishes'
const HIDDEN = 'contains a character that can’t be shown'
const FOREIGN = 'One of the scopes isn’t on the list.'

test.each<[string, Partial<typeof GOOD>, string]>([
  ['a name without a visible character', { displayName: '\u200b\u3164\u00ad' }, EMPTY],
  ['a name of 300 characters', { displayName: 'x'.repeat(300) }, 'at most 255 characters.'],
  ['a line break in the name', { displayName: 'a\nb' }, HIDDEN],
  ['a direction’s mark in the name', { displayName: 'a\u202egnp.exe' }, HIDDEN],
  ['no scope', { scopes: [] }, 'Select at least one scope'],
  ['a scope added by hand', { scopes: ['vso.code', 'vso.everything'] }, FOREIGN],
  ['full access as a scope', { scopes: ['app_token'] }, FOREIGN],
  ['full access beside a scope', { fullAccess: true }, 'not both'],
])('rejects %s', (_, change, sentence) => {
  expect(validated(change)).toEqual([
    { field: 'displayName' in change ? 'displayName' : 'scope', sentence: expect.stringContaining(sentence) },
  ])
})

test.each(['שלום', 'नमस्\u200dते', '👩\u200d💻', 'é'])('the twin: %s is a name', (displayName) => {
  expect(validated({ displayName })).toMatchObject({ displayName, scope: 'vso.code' })
})

test('the twin: a scope that the token has already can be kept', () => {
  expect(validated({ scopes: ['vso.hooks'] }, ['vso.hooks'])).toMatchObject({ scope: 'vso.hooks' })
})

test.each([
  ['an expiry that is not offered', '36500', '', 'Choose an expiration date.'],
  ['a date that is not there', 'date', '', 'Choose a date, or a number of days.'],
  ['yesterday', 'date', '2027-02-09', 'That date is in the past.'],
  ['more than a year', 'date', '2028-02-11', 'for a year at most, until 2028-02-10.'],
  ['29 February of a year without one', 'date', '2027-02-29', 'That isn’t a valid date.'],
  ['another time zone', 'date', '2027-03-01T00:00:00+14:00', 'That isn’t a valid date.'],
  ['a year of six digits', 'date', '+012027-03-01', 'That isn’t a valid date.'],
])('rejects %s', (_, choice, date, problem) => {
  expect(readExpiry({ choice, date }, NOW)).toEqual({ problem: expect.stringContaining(problem) })
})

test.each([
  ['today', '2027-02-10', NOW],
  ['the last day of a month', '2027-02-28', NOW],
  ['the last day that is possible', '2028-02-10', NOW],
  ['29 February of a leap year', '2028-02-29', Date.parse('2028-02-01T00:00:00Z')],
])('the twin: %s (%s) ends when the day is over in UTC', (_, date, now) => {
  expect(readExpiry({ choice: 'date', date }, now)).toBe(Date.parse(`${date}T23:59:59Z`))
})

test('a date beside a number of days is not looked at', () => {
  expect(readExpiry({ choice: '7', date: 'nonsense' }, NOW)).toBe(NOW + 7 * 86_400_000)
})

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
