// Every rule for an app registration, whether it comes from Microsoft Graph or a seed.
import type { AppRegistration } from '../app-registration.ts'
import { exposedPermissionProblems } from './exposed-permissions.ts'
import { identifierUriProblems } from './identifier-uris.ts'
import { limitProblems } from './limits.ts'
import type { Problem } from './problem.ts'
import { redirectUriProblems } from './redirect-uris.ts'
import { tokenSettingProblems } from './token-settings.ts'

/** `others`: the other apps. `scopeIdsBefore`: the app's existing scopes. */
export const registrationProblems = (
  app: AppRegistration,
  others: AppRegistration[],
  scopeIdsBefore: string[],
): Problem[] => [
  ...limitProblems(app),
  ...tokenSettingProblems(app),
  ...redirectUriProblems(app),
  ...identifierUriProblems(app, others),
  ...exposedPermissionProblems(app, scopeIdsBefore),
]
