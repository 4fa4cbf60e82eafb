// Compares an answer of the local Entra with a recorded sample of Microsoft's: the same status, the same fields in the
// same order and of the same types, the same words; ids, names and moments are the local Entra's own.
import { expect } from 'vitest'
import type { Json, Recorded } from '../support/recorded.ts'

export type Sample = Pick<Recorded, 'status' | 'headers' | 'body' | 'text'>

const GUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi

/** What differs from call to call is one word: ids, and the numbers of seconds. */
const fixed = (text: string) => text.replace(GUID, '<id>').replace('{id}', '<id>')

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Texts and numbers by their type, null by itself; of a list its first member. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf)
  if (!isObject(value)) return value === null ? null : typeof value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shapeOf(each)]))
}

/** Values that are Microsoft's and not an example's. */
const constants = [
  '@odata.context',
  '@odata.type',
  'code',
  'message',
  'target',
  'typeName',
  'typeKey',
  'patTokenError',
]

function constantsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(constantsOf)
  if (!isObject(value)) return null
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      constants.includes(name) && typeof each === 'string' ? fixed(each) : constantsOf(each),
    ]),
  )
}

/** `inner errors` have their ids in any order, and sometimes lack one. */
function withoutInnerError(value: unknown): unknown {
  if (!isObject(value) || !isObject(value.error)) return value
  const { innerError, ...error } = value.error
  expect(innerError).toBeTypeOf('object')
  const { code } = innerError as Json
  return { ...value, error: { ...error, ...(code === undefined ? {} : { innerCode: code }) } }
}

export type Comparison = {
  /** The words differ with the case: this must match instead. */
  message?: RegExp
  /** The sample shows some of the fields only. */
  partial?: true
  /** Headers whose value is another every time. */
  variable?: string[]
}

const namesInOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.slice(0, 1).map(namesInOrder)
  return isObject(value) ? Object.entries(value).map(([name, each]) => [name, namesInOrder(each)]) : null
}

function compareHeaders(headers: Headers, wanted: Record<string, string>, variable: string[]): void {
  for (const [name, value] of Object.entries(wanted)) {
    const found = headers.get(name)
    expect(found, `the header ${name}`).not.toBeNull()
    if (name.toLowerCase() === 'content-type') expect(found).toMatch(new RegExp(`^${value.split(';')[0]}`))
    else if (!variable.includes(name.toLowerCase())) expect(fixed(found ?? '')).toBe(fixed(value))
  }
}

/** Throws where the answer is not the sample's. */
export async function expectSample(
  response: Response,
  sample: Sample,
  { message, partial, variable = [] }: Comparison = {},
): Promise<void> {
  expect(response.status).toBe(sample.status)
  compareHeaders(response.headers, sample.headers ?? {}, variable)
  if (sample.text !== undefined) expect(await response.clone().text()).not.toBe('')
  if (sample.body === undefined) return
  const answer = withoutInnerError(await response.json())
  const wanted = withoutInnerError(sample.body)
  if (partial) {
    expect(shapeOf(answer)).toMatchObject(shapeOf(wanted) as object)
    expect(constantsOf(answer)).toMatchObject(constantsOf(wanted) as object)
    return
  }
  expect(namesInOrder(answer)).toEqual(namesInOrder(wanted))
  expect(shapeOf(answer)).toEqual(shapeOf(wanted))
  if (message === undefined) return expect(constantsOf(answer)).toEqual(constantsOf(wanted))
  expect(JSON.stringify((answer as { error: Json }).error.message)).toMatch(message)
  expect(JSON.stringify((wanted as { error: Json }).error.message)).toMatch(message)
}
