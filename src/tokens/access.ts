// The access token for Azure DevOps, beside the one for Graph in the session: asked for when a page of tokens is opened.
import { EntrywayError, isPersonalAccount, type Session } from '../entryway/index.ts'

const AZURE_DEVOPS = '499b84ac-1321-427f-aa17-267ca6975798'
/** Creating takes both. Source: Azure DevOps release notes, sprint 257, "new Microsoft Entra OAuth scopes". */
export const SCOPES = [`${AZURE_DEVOPS}/vso.pats`, `${AZURE_DEVOPS}/vso.pats_manage`]

/** AADSTS numbers: the API is not there in the tenant. */
const NOT_INSTALLED = [500011, 650052]

/** Calls Azure DevOps with the user's token. Throws as `Session.withAccessToken`. */
export async function withPatAccess<T>(
  session: Session,
  call: (accessToken: string) => Promise<T>,
): Promise<T> {
  // Neither Entra nor Azure DevOps would say it as plainly.
  if (isPersonalAccount(session.identity)) {
    throw new EntrywayError('api_forbidden', {
      reason: 'personal_account',
      api: 'Azure DevOps',
      message: {
        title: 'This needs a work or school account',
        text: 'You’re signed in with a personal Microsoft account. Azure DevOps lets apps manage personal access tokens for work and school accounts only.',
        actions: ['choose_account', 'home'],
      },
    })
  }
  try {
    return await session.withAccessToken(SCOPES, call)
  } catch (error) {
    if (!(error instanceof EntrywayError) || !NOT_INSTALLED.includes(error.context.aadsts ?? 0)) throw error
    // As the directories of customers are: not an error of how the app is set up.
    throw new EntrywayError(error.code, {
      ...error.context,
      cause: error,
      message: {
        title: 'Your directory doesn’t use Azure DevOps',
        text: 'The directory you signed in to doesn’t use Azure DevOps, so there are no tokens to show. Choose an account in a directory that has an Azure DevOps organization.',
        actions: ['choose_account', 'tell_administrator', 'home'],
      },
    })
  }
}

/** Before the user types anything: consent is asked for now. */
export function ensurePatAccess(session: Session): Promise<void> {
  return withPatAccess(session, () => Promise.resolve())
}
