// Every rule of the directory for an app registration, whoever registers it: Microsoft Graph or a seed.
import type { AppRegistration } from '../app-registration.ts'
import { exposedPermissionProblems } from './exposed-permissions.ts'
import { identifierUriProblems } from './identifier-uris.ts'
import { limitProblems } from './limits.ts'
import type { Problem } from './problem.ts'
import { redirectUriProblems } from './redirect-uris.ts'
import { tokenSettingProblems } from './token-settings.ts'

/** `others`: the other apps that there are. `scopeIdsBefore`: of the scopes that the app offers already. */
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
