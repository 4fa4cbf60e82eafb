// The tenant that the clients sign in to.
import type { Seed } from '../../emulator/local-entra/seed.ts'

export const TENANT_ID = '30171000-0000-4000-8000-000000000001'

export const web = { clientId: '30171000-0000-4000-8000-00000000000a', secret: 'wingtip-web-app-secret' }
export const spa = { clientId: '30171000-0000-4000-8000-00000000000b' }
export const api = {
  clientId: '30171000-0000-4000-8000-00000000000d',
  secret: 'wingtip-api-secret',
  scope: 'api://wingtip-api/Toys.Read',
}
export const device = { clientId: '30171000-0000-4000-8000-00000000000c' }

/** @param certificate of the web app, in PEM */
export const seedWith = (certificate: string): Seed => ({
  tenants: [
    {
      id: TENANT_ID,
      name: 'wingtip',
      domain: 'wingtip.example',
      displayName: 'Wingtip Toys',
      people: [
        { username: 'kim@wingtip.example', givenName: 'Kim', surname: 'Akers' },
        { username: 'omar@wingtip.example', displayName: 'Omar Bennett', roles: ['Global Administrator'] },
      ],
      apps: [
        {
          clientId: web.clientId,
          displayName: 'Wingtip Web',
          secrets: [web.secret],
          certificates: [certificate],
          // The port of http://localhost does not count.
          redirectUris: {
            web: [
              'http://localhost/signed-in',
              'http://localhost/signed-out',
              'http://localhost/auth/callback/microsoft-entra-id',
              'http://localhost/api/auth/callback/microsoft',
              'http://localhost/callback',
            ],
          },
          permissions: ['https://graph.microsoft.com/User.Read', api.scope],
          applicationPermissions: ['User.Read.All'],
          optionalClaims: ['login_hint', 'sid'],
          implicitGrant: { idToken: true },
        },
        {
          clientId: api.clientId,
          displayName: 'Wingtip API',
          secrets: [api.secret],
          permissions: ['https://graph.microsoft.com/User.Read'],
          adminConsent: true,
          api: {
            identifierUris: ['api://wingtip-api'],
            scopes: [{ value: 'Toys.Read', displayName: 'See your toys' }],
            accessTokenVersion: 2,
            preAuthorizedApps: [web.clientId],
          },
        },
        {
          clientId: spa.clientId,
          displayName: 'Wingtip Single Page',
          redirectUris: { spa: ['http://localhost/', 'http://localhost/redirect.html'] },
          permissions: ['https://graph.microsoft.com/User.Read'],
          adminConsent: true,
        },
        {
          clientId: device.clientId,
          displayName: 'Wingtip Command Line',
          publicClient: true,
          redirectUris: { publicClient: ['http://localhost'] },
          permissions: ['https://graph.microsoft.com/User.Read'],
        },
      ],
    },
  ],
})
