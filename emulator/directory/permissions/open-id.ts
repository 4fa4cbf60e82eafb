// The OpenID Connect scopes as permissions of Microsoft Graph, with its service principal's IDs and texts.
import type { Permission } from './permission.ts'

export const openIdPermissions: readonly Permission[] = [
  { id: '37f7f235-527c-4136-accd-4a02d197296e', name: 'openid', sentence: 'Sign in as you' },
  { id: '14dad69e-099b-42c9-810b-d002981feec1', name: 'profile', sentence: 'View your basic profile' },
  { id: '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0', name: 'email', sentence: 'View your email address' },
  {
    id: '7427e0e9-2fba-42fe-b0c0-848c9e6a8182',
    name: 'offline_access',
    sentence: 'Maintain access to data you have given it access to',
  },
]
