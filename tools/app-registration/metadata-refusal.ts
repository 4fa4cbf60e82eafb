// Explains rejected metadata: Entra's own error, a response from elsewhere, or a tenant in another cloud.
import {
  type Answer,
  type Authority,
  cloudOf,
  isExternalId,
  isLocalhost,
  type MetadataError,
  parseJson,
} from '../../src/entryway/protocol.ts'
import { inEntrasWords } from '../register/sign-in/sign-in-refusals.ts'
import { errorIn } from '../register/sign-in/token-answer.ts'

export type Words = [problem: string, whatToDo: string]

/** What the operator sets to use another authority: a variable or a flag. */
export type Naming = {
  /** `AUTHORITY` or `--tenant`. */
  name: string
  set: (url: string) => string
}

const NO_TENANT = 90002
const NO_NAME = 900023

/** Uses the response, as the error only says that it was not this authority's metadata. */
export function metadataRefusal(
  authority: Authority,
  answer: Answer,
  error: MetadataError,
  { name, set }: Naming,
): Words {
  const { host } = new URL(authority.origin)
  if (error.belongsTo) {
    const { cloud, url } = error.belongsTo
    return [`The tenant is in Microsoft’s ${cloud} cloud.`, set(url)]
  }
  if (answer.status === 200) return foreign(authority, answer, error, { name, set })
  const refused = errorIn({ json: parseJson(answer.text) ?? null })
  if (refused.error === '') return [somebodyElse(host, answer), checkHost(authority, name)]
  const said = `Entra returned ${inEntrasWords(refused)}.`
  if (refused.aadsts === NO_TENANT) {
    return [
      `The tenant “${authority.tenant}” does not exist at ${host}. ${said}`,
      isExternalId(authority)
        ? `Check the name before .ciamlogin.com, and compare the tenant with Directory (tenant) ID on the tenant’s overview page. If it is an organization’s tenant: ${set(`https://login.microsoftonline.com/${authority.tenant}`)}`
        : `Compare the tenant in ${name} with Directory (tenant) ID on the registration’s overview page. A tenant in another of Microsoft’s clouds has another host, such as login.microsoftonline.us.`,
    ]
  }
  if (refused.aadsts === NO_NAME) {
    return [
      `“${authority.tenant}” is neither the ID of a tenant nor one of its domains. ${said}`,
      `Use Directory (tenant) ID from the registration’s overview page in ${name}.`,
    ]
  }
  return [
    `${host} does not return the metadata of “${authority.tenant}”. ${said}`,
    refused.aadsts === null
      ? `Check ${name}.`
      : `Check ${name}. See https://login.microsoftonline.com/error?code=${refused.aadsts} for more.`,
  ]
}

function foreign(
  { tenant, url }: Authority,
  { text }: Answer,
  error: MetadataError,
  { name, set }: Naming,
): Words {
  const json: { issuer?: unknown } | null = Object(parseJson(text))
  const issuer = URL.parse(String(json?.issuer))
  if (error.context.reason?.includes('issuer') && issuer?.hostname.endsWith('.ciamlogin.com')) {
    return ['It is a tenant for customers (External ID).', set(`https://${issuer.hostname}/${tenant}`)]
  }
  const named = issuer && error.context.reason?.includes('issuer') ? ` (${issuer.href.slice(0, 120)})` : ''
  return [
    `The metadata of ${url} does not belong to it: ${error.context.reason}${named}.`,
    `Check ${name}: the tenant ID at Microsoft’s own host is always right. If it is that already, a proxy or firewall responds in its place.`,
  ]
}

function somebodyElse(host: string, { status, headers }: Answer): string {
  const to = URL.parse(headers.get('location') ?? '', `https://${host}`)?.host
  return status < 400 && to
    ? `${host} redirects to ${to}, which Entra would not do.`
    : `${host} returned ${status}, but not in Entra’s form.`
}

function checkHost({ origin }: Authority, name: string): string {
  const { hostname } = new URL(origin)
  if (isLocalhost(hostname)) return 'Something other than the local Entra is listening there. Check the port.'
  return cloudOf(hostname) || hostname.endsWith('.ciamlogin.com')
    ? 'A proxy or firewall responds in its place. Open the URL in a browser.'
    : `Check the host in ${name}: it must be a custom URL domain of the External ID tenant. If it is, a proxy or firewall responds in its place.`
}
