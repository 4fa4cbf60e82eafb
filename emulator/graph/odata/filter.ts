// `$filter`: the operators documented for directory objects ("Advanced query capabilities").
import { GraphRefusal } from '../../directory/graph-refusal.ts'
import {
  type EntityType,
  noSuchProperty,
  notHere,
  propertyOf,
  propertyValue,
  resourceName,
} from './entity-type.ts'

type Json = Record<string, unknown>

export type Test = (object: Json) => boolean

type Literal = string | boolean | null

const TOKEN = /\s*('(?:[^']|'')*'|[(),:/]|[\w$.@-]+)/y

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex
    const [, token] = TOKEN.exec(text) ?? []
    if (token === undefined) throw invalid(`Syntax error at position ${at} in '${text}'.`)
    tokens.push(token)
  }
  return tokens
}

const invalid = (message: string) => new GraphRefusal(400, 'BadRequest', `Invalid filter clause: ${message}`)

const unsupported = (message: string) => new GraphRefusal(400, 'Request_UnsupportedQuery', message)

/** The wording is from "Advanced query capabilities on Microsoft Entra ID objects". */
const needsAdvanced = (operator: string) =>
  unsupported(
    `Operator '${operator}' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information`,
  )

/** Graph's comparisons ignore letter case. */
const folded = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value)

/** `advanced`: the request has `$count=true` and `ConsistencyLevel: eventual`. Throws GraphRefusal. */
export function parseFilter(text: string, type: EntityType, advanced: boolean): Test {
  const tokens = tokensOf(text)
  let at = 0
  const peek = (ahead = 0) => tokens[at + ahead]?.toLowerCase()
  const take = () => {
    const token = tokens[at++]
    if (token === undefined) throw invalid(`Syntax error: the expression ends too early in '${text}'.`)
    return token
  }
  const expect = (wanted: string) => {
    if (take().toLowerCase() !== wanted) throw invalid(`Syntax error: '${wanted}' expected in '${text}'.`)
  }
  const needs = (operator: string) => {
    if (!advanced) throw needsAdvanced(operator)
  }

  function property(): string {
    const word = take()
    const name = propertyOf(type, word)
    if (name === null) throw invalid(noSuchProperty(type, word))
    if (type.filterable.includes(name)) return name
    throw unsupported(
      `Unsupported or invalid query filter clause specified for property '${name}' of resource '${resourceName(type)}'.`,
    )
  }

  function literal(): Literal {
    const token = take()
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'")
    if (token.toLowerCase() === 'null') return null
    if (token === 'true' || token === 'false') return token === 'true'
    // GUIDs and times may be unquoted.
    if (/^[\w:.-]+$/.test(token) && /\d/.test(token)) return token
    throw invalid(`Syntax error: '${token}' is no value in '${text}'.`)
  }

  /** `startsWith(displayName,'a')` */
  function call(name: string): Test {
    at += 2
    if (name === 'endswith') needs('endsWith')
    const of = property()
    expect(',')
    const wanted = String(folded(literal()))
    expect(')')
    return (object) => {
      const value = String(folded(propertyValue(type, object, of) ?? ''))
      return name === 'endswith' ? value.endsWith(wanted) : value.startsWith(wanted)
    }
  }

  /** `groupTypes/any(c:c eq 'Unified')` */
  function any(of: string): Test {
    at += 1
    expect('any')
    expect('(')
    const variable = take()
    expect(':')
    if (take() !== variable) throw invalid(`Syntax error: '${variable}' expected in '${text}'.`)
    expect('eq')
    const wanted = folded(literal())
    expect(')')
    return (object) => [propertyValue(type, object, of)].flat().some((value) => folded(value) === wanted)
  }

  function comparison(): Test {
    const of = property()
    if (peek() === '/') return any(of)
    const operator = take().toLowerCase()
    if (operator === 'in') {
      const wanted: unknown[] = []
      expect('(')
      wanted.push(folded(literal()))
      while (peek() === ',') {
        at += 1
        wanted.push(folded(literal()))
      }
      expect(')')
      return (object) => wanted.includes(folded(propertyValue(type, object, of)))
    }
    if (operator !== 'eq' && operator !== 'ne') {
      throw unsupported(
        `Unsupported or invalid query filter clause specified for property '${of}' of resource '${resourceName(type)}'.`,
      )
    }
    if (operator === 'ne') needs('ne')
    const wanted = folded(literal())
    return (object) => (folded(propertyValue(type, object, of)) === wanted) === (operator === 'eq')
  }

  function term(): Test {
    const word = peek()
    if (word === 'not') {
      at += 1
      needs('not')
      const test = term()
      return (object) => !test(object)
    }
    if (word === '(') {
      at += 1
      const test = either()
      expect(')')
      return test
    }
    if ((word === 'startswith' || word === 'endswith') && peek(1) === '(') return call(word)
    if (word !== undefined && peek(1) === '(') throw notHere(`The function '${word}' in $filter`)
    return comparison()
  }

  function both(): Test {
    const test = term()
    if (peek() !== 'and') return test
    at += 1
    const other = both()
    return (object) => test(object) && other(object)
  }

  function either(): Test {
    const test = both()
    if (peek() !== 'or') return test
    at += 1
    const other = either()
    return (object) => test(object) || other(object)
  }

  const test = either()
  if (at < tokens.length) throw invalid(`Syntax error at '${tokens[at]}' in '${text}'.`)
  return test
}
