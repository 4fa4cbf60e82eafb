// A response without anything that varies by day, tenant or request.

/** From a path in the response (`status`, `body.error`, `location.error_codes`) to its value. */
export type Observation = Map<string, string>

/** IDs specific to one service, each with a counterpart in the other. */
export type Names = { tenant: string; domain: string; displayName: string }

const MAX_TEXT = 400
const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi
const TIME = /\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?Z?/g
/** Keys, codes, certificates and thumbprints; unlike words and paths, they have digits or capitals. */
const OPAQUE = /^(?=.*[A-Z\d])[\w+/.~-]{20,}={0,2}$/
/** Where the IDs begin in an error message; the whitespace before them is part of the format. */
const IDS = /(\s+)Trace ID: .*$/s
/** Differs from tenant to tenant. */
const TENANTS_OWN = new Set(['tenant_region_scope', 'tenant_region_sub_scope'])
const HEADERS = ['content-type', 'cache-control', 'access-control-allow-origin', 'allow', 'retry-after']

export async function observe(response: Response, names: Names): Promise<Observation> {
  const seen: Observation = new Map([['status', String(response.status)]])
  for (const name of HEADERS) {
    const value = response.headers.get(name)
    if (value !== null) seen.set(`header ${name}`, value.toLowerCase().replace(/\s*;\s*/g, '; '))
  }
  const location = response.headers.get('location')
  const text = await response.text()
  if (location !== null) observeRedirect(location, names, seen)
  else if (/json/.test(response.headers.get('content-type') ?? '')) {
    observeJson('body', parse(text), names, seen)
  } else observePage(text, names, seen)
  return seen
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return '{malformed JSON}'
  }
}

function observeRedirect(location: string, names: Names, seen: Observation): void {
  const url = new URL(location, 'https://login.microsoftonline.com')
  seen.set('location', fixed(`${url.origin}${url.pathname}`, names))
  const parameters = [...url.searchParams, ...new URLSearchParams(url.hash.slice(1))]
  for (const [name, value] of parameters) seen.set(`location.${name}`, fixed(value, names))
  const capitals = /%(?:[A-F]|.[A-F])/.test(location) ? 'capitals' : 'small letters'
  if (/%(?:[a-f]|.[a-f])/i.test(location)) seen.set('location escapes', capitals)
  if (/%20|\+/.test(location)) seen.set('location spaces', location.includes('%20') ? '%20' : '+')
}

/** From an error page, only the code and message: the rest is Microsoft's design. */
function observePage(html: string, names: Names, seen: Observation): void {
  const [, number, sentence = ''] = /AADSTS(\d+):\s*((?:[^<"\\]|\\u[\da-f]{4}|\\[rn])*)/i.exec(html) ?? []
  if (number) seen.set('page', fixed(`AADSTS${number}: ${plain(sentence)}`, names))
}

/** Decodes text from HTML or a page's script. */
const plain = (text: string) =>
  text
    .replace(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/\\r/g, '\r')
    .replace(/\\n/g, '\n')
    .replace(/&(#39|#x27|apos);/gi, "'")
    .replace(/&(quot|#34);/gi, '"')
    .replace(/&amp;/g, '&')

/** Merges values from objects in the same list. */
function add(seen: Observation, place: string, what: string): void {
  const others = seen.get(place)?.split(' | ') ?? []
  seen.set(place, [...new Set([...others, what])].sort().join(' | '))
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function observeJson(at: string, value: unknown, names: Names, seen: Observation): void {
  if (Array.isArray(value)) {
    // Without order or count: a key set changes from week to week.
    if (value.length === 0) add(seen, `${at}[]`, '(empty)')
    const fields = new Set(value.filter(isObject).flatMap(Object.keys))
    for (const each of value) {
      observeJson(`${at}[]`, each, names, seen)
      if (!isObject(each)) continue
      for (const field of fields) if (!Object.hasOwn(each, field)) add(seen, `${at}[].${field}`, '(absent)')
    }
  } else if (isObject(value)) {
    for (const [name, each] of Object.entries(value)) {
      if (TENANTS_OWN.has(name)) add(seen, `${at}.${name}`, '{of the tenant}')
      else observeJson(`${at}.${name}`, each, names, seen)
    }
  } else add(seen, at, scalar(at, value, names))
}

function scalar(name: string, value: unknown, names: Names): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  return name.endsWith('timestamp') && value !== ''
    ? `"${value.replace(TIME, '{time}')}"`
    : `"${fixed(value, names)}"`
}

function fixed(text: string, { tenant, domain, displayName }: Names): string {
  const named = text
    .replaceAll(tenant, '{tenant}')
    .replaceAll(domain, '{tenant}')
    .replaceAll(`'${displayName}'`, "'{tenant}'")
    .replace(IDS, (_, separator: string) => `${JSON.stringify(separator).slice(1, -1)}{ids}`)
    .replace(GUID, '{id}')
    .replace(TIME, '{time}')
  return OPAQUE.test(named) ? '{opaque}' : named.slice(0, MAX_TEXT)
}
