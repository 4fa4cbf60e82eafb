// The signed tokens that a recorded request or its answer carries, decoded and not checked.
import { decodeJwt, decodeProtectedHeader } from 'jose'
import type { RecordedRequest } from '../state/request-log.ts'

export type FoundToken = { name: string; header: unknown; claims: unknown }

const fieldsOf = (text: string | null): [string, string][] => {
  if (text === null) return []
  try {
    return Object.entries(JSON.parse(text)).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as [string, string]] : [],
    )
  } catch {
    return [...new URLSearchParams(text)]
  }
}

const partsOf = (url: string | null): [string, string][] => {
  if (url === null || !URL.canParse(url)) return []
  const { searchParams, hash } = new URL(url)
  return [...searchParams, ...new URLSearchParams(hash.slice(1))]
}

function decode([name, text]: [string, string]): FoundToken[] {
  try {
    return [{ name, header: decodeProtectedHeader(text), claims: decodeJwt(text) }]
  } catch {
    return []
  }
}

export function tokensIn({ headers, url, body, location, response }: RecordedRequest): FoundToken[] {
  const [scheme, bearer] = (headers.authorization ?? '').split(' ')
  const authorization: [string, string][] =
    bearer !== undefined && scheme?.toLowerCase() === 'bearer' ? [['Authorization', bearer]] : []
  const found = [
    ...authorization,
    ...partsOf(url),
    ...fieldsOf(body),
    ...partsOf(location),
    ...fieldsOf(response),
  ]
  return found.flatMap(decode)
}
