// A tenant of a test's own, and one that signs in customers.
import type { LocalEntra } from '../../emulator/local-entra/interface.ts'
import type { Seed, SeedApp, SeedTenant } from '../../emulator/local-entra/seed.ts'

export const orders = {
  clientId: 'ada70000-0000-4000-8000-00000000000a',
  displayName: 'Orders',
  secrets: ['orders-secret', { value: 'old-orders-secret', endsAt: '2020-01-01T00:00:00Z' }],
  redirectUris: { web: ['http://localhost/signed-in'] },
  permissions: ['https://graph.microsoft.com/User.Read'],
  applicationPermissions: ['User.Read.All'],
  optionalClaims: ['login_hint'],
  appRoles: [
    { value: 'Orders.Read', assignedTo: ['Buyers'] },
    { value: 'Orders.Write', assignedTo: ['omar@adatum.example'] },
  ],
} satisfies SeedApp

export const first = {
  id: 'ada70000-0000-4000-8000-000000000001',
  name: 'adatum',
  domain: 'adatum.example',
  displayName: 'A. Datum',
  people: [
    { username: 'kim@adatum.example', givenName: 'Kim', surname: 'Akers', guestOf: ['litware'] },
    { username: 'omar@adatum.example', displayName: 'Omar Bennett', roles: ['Global Administrator'] },
    { username: 'lee@adatum.example' },
  ],
  groups: [
    { displayName: 'Buyers', members: ['kim@adatum.example'] },
    { displayName: 'Everybody', members: ['Buyers', 'lee@adatum.example'] },
  ],
  apps: [orders],
} satisfies SeedTenant

export const adatum = {
  tenants: [
    first,
    {
      name: 'litware',
      policies: { multiFactor: true, userConsent: false, secrets: false },
      people: [{ username: 'sam@litware.onmicrosoft.com' }],
      apps: [{ displayName: 'Payroll', redirectUris: { web: ['https://payroll.example/back'] } }],
    },
    {
      name: 'woodgrove',
      kind: 'customers',
      loginHost: 'login.woodgrove.example',
      people: [{ username: 'ana@fineart.example', password: 'Wood-and-4-groves' }],
      apps: [
        {
          displayName: 'Shop',
          publicClient: true,
          redirectUris: { web: ['https://shop.example/back'] },
          permissions: ['https://graph.microsoft.com/User.Read'],
        },
      ],
    },
    { name: 'outlook', kind: 'personal', people: [{ username: 'pat@outlook.example' }] },
  ],
} satisfies Seed

export const ADATUM = `https://login.microsoftonline.com/${first.id}`

export const authorizeUrl = (change: Record<string, string> = {}, at = ADATUM) =>
  `${at}/oauth2/v2.0/authorize?${new URLSearchParams({
    client_id: orders.clientId,
    response_type: 'code',
    redirect_uri: 'http://localhost:3000/signed-in',
    scope: 'openid profile offline_access User.Read',
    state: 'a-state',
    ...change,
  })}`

/** What Orders gets for the code that it was sent back with. */
export async function redeem(entra: LocalEntra, back: Request, secret = 'orders-secret') {
  const response = await entra.fetch(`${ADATUM}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: orders.clientId,
      client_secret: secret,
      redirect_uri: 'http://localhost:3000/signed-in',
      code: new URL(back.url).searchParams.get('code') ?? '',
    }),
  })
  return (await response.json()) as { id_token: string; access_token: string; error_codes?: number[] }
}
