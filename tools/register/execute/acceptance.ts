// Waits until Entra accepts the new credential: before that, a sign-in or the doctor would fail.

import {
  EntraTokenError,
  fromEnv,
  loadMetadata,
  type MetadataCache,
  parseAuthority,
  type Settings,
} from '../../../src/entryway/protocol.ts'
import { requestAppToken } from '../../app-registration/app-token.ts'
import { isNotKnownYet } from '../../app-registration/not-known-yet.ts'
import type { Running } from '../command-line/running.ts'
import { readDevVars } from '../dev-vars/dev-vars.ts'
import { commandsToTry } from '../dev-vars/next-commands.ts'
import { progress } from './apply.ts'
import type { Work } from './execution-input.ts'
import { warn } from './preview.ts'

const MAX_SECONDS = 300
const MAX_WAIT_SECONDS = 10

type Acceptance = 'accepted' | 'not yet' | 'cannot be told'

export async function awaitAcceptance(work: Work, running: Running): Promise<void> {
  // For apps for personal accounts, Entra checks the credential only when a user signs in.
  if (work.answers.kind === 'consumers') return
  const settings = settingsIn(work)
  const credential = settings?.credentials[0]
  const home = parseAuthority(`${parseAuthority(work.authority)?.origin}/${work.tenantId}`)
  if (!settings || !credential || !home) return
  const what = 'Wait until Entra accepts the new credential'
  const { now, wait } = running.surroundings
  const cache: MetadataCache = { entry: null }
  const probe = async (): Promise<Acceptance> => {
    try {
      await requestAppToken(
        credential,
        settings.clientId,
        await loadMetadata(home, settings.clientId, cache, now()),
        now(),
      )
      return 'accepted'
    } catch (error) {
      return error instanceof EntraTokenError && isNotKnownYet(error.answer.aadsts)
        ? 'not yet'
        : 'cannot be told'
    }
  }
  const outcome = await running.screen.waitFor(
    what,
    async (update) => {
      const onWait = progress(what, update)
      for (let waited = 0, tries = 1; ; tries++) {
        const acceptance = await probe()
        if (acceptance !== 'not yet' || waited >= MAX_SECONDS) return acceptance
        const seconds = Math.min(tries, MAX_WAIT_SECONDS)
        onWait(waited)
        await wait(seconds)
        waited += seconds
      }
    },
    (acceptance) =>
      acceptance === 'accepted'
        ? 'Entra accepts the new credential'
        : acceptance === 'not yet'
          ? 'Entra does not accept the new credential yet'
          : 'Could not check whether Entra accepts the new credential',
  )
  if (outcome === 'not yet') {
    const { path } = work.devVars
    const { check } = commandsToTry(path, readDevVars(path).variables, work.options.env, work.tenantId)
    warn(
      running,
      `Entra still does not accept the new credential after five minutes. Run ${check} in a few minutes. Until then, sign-ins may fail.`,
    )
  }
}

/** After a rotation, the file may have only the credential. */
function settingsIn({ authority, answers: { redirectUris }, devVars }: Work): Settings | null {
  const registered = { AUTHORITY: authority, REDIRECT_URI: redirectUris[0] }
  return fromEnv({ ...registered, ...readDevVars(devVars.path).variables }).settings
}
