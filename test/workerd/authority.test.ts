import { expect, test } from 'vitest'
import { contoso, fabrikam } from '../../emulator/seed.ts'
import {
  issuerOfTenant,
  mayNameIssuer,
  ownsEndpoint,
  parseAuthority,
} from '../../src/entryway/entra/authority.ts'

const ID = contoso.id
const PUBLIC = 'https://login.microsoftonline.com'

function authorityOf(value: string) {
  const authority = parseAuthority(value)
  if (!authority) throw new Error(`${value} is not an authority`)
  return authority
}

test.each([
  [`${PUBLIC}/${ID}`, `${PUBLIC}/${ID}`],
  [`${PUBLIC}/${ID.toUpperCase()}/`, `${PUBLIC}/${ID}`],
  [`${PUBLIC}/${ID}/v2.0`, `${PUBLIC}/${ID}`],
  [`${PUBLIC}/common`, `${PUBLIC}/common`],
  [`${PUBLIC}/organizations`, `${PUBLIC}/organizations`],
  [` ${PUBLIC}/common `, `${PUBLIC}/common`],
  ['https://login.microsoftonline.us/common', 'https://login.microsoftonline.us/common'],
  ['https://login.partner.microsoftonline.cn/common', 'https://login.partner.microsoftonline.cn/common'],
  [
    'https://login.sovcloud-identity.sg/contoso.onsovcloud.sg',
    'https://login.sovcloud-identity.sg/contoso.onsovcloud.sg',
  ],
  ['https://contoso.ciamlogin.com', 'https://contoso.ciamlogin.com/contoso.onmicrosoft.com'],
  [`https://contoso.ciamlogin.com/${ID}`, `https://contoso.ciamlogin.com/${ID}`],
  [`https://login.contoso.example/${ID}/v2.0`, `https://login.contoso.example/${ID}`],
  [`https://localhost:8788/${ID}`, `https://localhost:8788/${ID}`],
  ['http://localhost:8788/common', 'http://localhost:8788/common'],
])('accepts %s as an authority', (value, url) => {
  expect(parseAuthority(value)?.url).toBe(url)
})

test.each([
  ['without a tenant', PUBLIC],
  ['over http', `http://login.microsoftonline.com/${ID}`],
  ['with a path too many', `${PUBLIC}/${ID}/oauth2/v2.0/authorize`],
  ['with a query', `${PUBLIC}/${ID}?x=1`],
  ['with a user name', `https://me@login.microsoftonline.com/${ID}`],
  ['with a tenant that is one word', `${PUBLIC}/contoso`],
  ['of many tenants on a host that is not Entra’s', 'https://login.contoso.example/common'],
  ['of many tenants at External ID', 'https://contoso.ciamlogin.com/organizations'],
  ['with a name only where External ID is meant', 'https://contoso.sub.ciamlogin.com'],
  ['that is External ID’s own domain, with a tenant', `https://ciamlogin.com/${ID}`],
  ['of two labels at External ID', `https://contoso.sub.ciamlogin.com/${ID}`],
  ['of Azure AD B2C', `https://contoso.b2clogin.com/${ID}`],
  ['of a cloud that is no more', `https://login.microsoftonline.de/${ID}`],
  ['of a test system of Microsoft’s', `https://login.windows-ppe.net/${ID}`],
  ['that is personal accounts’ own', `https://login.live.com/${ID}`],
  ['that is a tenant’s domain', `https://contoso.onmicrosoft.com/${ID}`],
  ['that is the Azure portal', `https://portal.azure.com/${ID}`],
  ['that is Microsoft Graph', `https://graph.microsoft.com/${ID}`],
  ['with a port', `https://login.contoso.example:8443/${ID}`],
  ['with a port at Entra’s host', `${PUBLIC}:8443/${ID}`],
  ['with a dot at its end', `https://login.contoso.example./${ID}`],
  ['that is an address', `https://192.0.2.1/${ID}`],
  ['that is no URL', ID],
])('rejects an authority %s', (_, value) => {
  expect(parseAuthority(value)).toBeNull()
})

const OWN = `${PUBLIC}/${ID}/v2.0`
const OTHER = `${PUBLIC}/${fabrikam.id}/v2.0`
const TEMPLATE = `${PUBLIC}/{tenantid}/v2.0`
const PERSONAL = `${PUBLIC}/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0`
const CUSTOMERS = `https://${ID}.ciamlogin.com/${ID}/v2.0`

test.each([
  [`${PUBLIC}/${ID}`, 'its own tenant', OWN, true],
  [`${PUBLIC}/${ID}`, 'another tenant', OTHER, false],
  [`${PUBLIC}/${ID}`, 'the template', TEMPLATE, false],
  [
    `${PUBLIC}/${ID}`,
    'its tenant under another name of the cloud',
    OWN.replace(PUBLIC, 'https://sts.windows.net'),
    true,
  ],
  [`${PUBLIC}/${ID}`, 'its tenant in another cloud', OWN.replace('.com', '.us'), false],
  [`${PUBLIC}/${ID}`, 'its tenant at External ID', CUSTOMERS, false],
  [`${PUBLIC}/${ID}`, 'version 1', `https://sts.windows.net/${ID}/`, false],
  [`${PUBLIC}/contoso.example`, 'a tenant', OWN, true],
  [
    `https://login.sovcloud-identity.fr/${ID}`,
    'itself',
    `https://login.sovcloud-identity.fr/${ID}/v2.0`,
    true,
  ],
  [`${PUBLIC}/contoso.example`, 'a tenant by its domain', `${PUBLIC}/contoso.example/v2.0`, false],
  [`${PUBLIC}/common`, 'the template', TEMPLATE, true],
  [`${PUBLIC}/organizations`, 'the template', TEMPLATE, true],
  [`${PUBLIC}/consumers`, 'the personal accounts', PERSONAL, true],
  [`${PUBLIC}/consumers`, 'the template', TEMPLATE, false],
  [`${PUBLIC}/consumers`, 'an organization', OWN, false],
  [`https://contoso.ciamlogin.com/${ID}`, 'its tenant as host', CUSTOMERS, true],
  [
    `https://contoso.ciamlogin.com/${ID}`,
    'a host of two labels',
    `https://a.b.ciamlogin.com/${ID}/v2.0`,
    false,
  ],
  [
    `https://contoso.ciamlogin.com/${ID}`,
    'a host that ends alike',
    `https://evilciamlogin.com/${ID}/v2.0`,
    false,
  ],
  [`https://contoso.ciamlogin.com/${ID}`, 'a workforce tenant', OWN, false],
  [`https://login.contoso.example/${ID}`, 'its tenant as host at External ID', CUSTOMERS, true],
  [`https://login.contoso.example/${ID}`, 'another tenant', CUSTOMERS.replaceAll(ID, fabrikam.id), false],
  [`http://localhost:8788/${ID}`, 'itself', `http://localhost:8788/${ID}/v2.0`, true],
  [`http://localhost:8788/${ID}`, 'another port', `http://localhost:8789/${ID}/v2.0`, false],
])('whether %s may name the issuer of %s', (authority, _, issuer, may) => {
  expect(mayNameIssuer(authorityOf(authority), issuer)).toBe(may)
})

test.each([
  [`${PUBLIC}/x`, true],
  ['https://login.windows.net/x', true],
  ['http://login.microsoftonline.com/x', false],
  ['https://login.microsoftonline.com:444/x', false],
  ['https://login.microsoftonline.com@evil.example/x', false],
  ['https://evil.example/login.microsoftonline.com', false],
  ['//login.microsoftonline.com/x', false],
])('whether an endpoint at %s is Entra’s', (endpoint, is) => {
  expect(ownsEndpoint(authorityOf(`${PUBLIC}/${ID}`), endpoint)).toBe(is)
})

test.each([
  [ID, OWN],
  ['$&', `${PUBLIC}/$&/v2.0`],
])('the issuer of tenant %s is the template with just that in it', (tenantId, issuer) => {
  expect(issuerOfTenant(TEMPLATE, tenantId)).toBe(issuer)
})
