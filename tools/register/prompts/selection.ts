// Selects the application: by --client-id, from .dev.vars, or by name if this command created it.

import type { Tenant } from '../../app-registration/tenant.ts'
import type { Options } from '../command-line/options.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'
import type { Screen } from '../command-line/screen.ts'
import { clientIdOf, type DevVars } from '../dev-vars/dev-vars.ts'
import { type DeletedApplication, findDeleted, RESTORABLE } from '../graph/deleted-applications.ts'
import { findApplication, findByName } from '../graph/directory.ts'
import type { Graph } from '../graph/graph.ts'
import type { Application } from '../graph/graph-objects.ts'
import { TAG } from '../plan/new-registration.ts'
import { defaultName } from './answers.ts'
import { awaitRegistered, findInterrupted } from './interrupted.ts'
import type { Ask } from './questions.ts'

type Selected = {
  /** null = not registered yet. */
  application: Application | null
  name: string
  /** .dev.vars belongs to another app and will be replaced. */
  replacesDevVars: boolean
  /** To be deleted, but already deleted. */
  deleted?: DeletedApplication
}

type Asked = {
  graph: Graph
  options: Options
  devVars: DevVars
  tenant: Tenant
  ask: Ask | null
  screen: Screen
  /** Milliseconds. */
  now: number
}

/** @throws {RegisterRefusal} rather than touch someone else's app or .dev.vars */
export async function selectApplication(asked: Asked): Promise<Selected> {
  const { graph, options, devVars, tenant, ask } = asked
  const held = clientIdOf(devVars)
  if (options.clientId) {
    const application = await findApplication(graph, options.clientId)
    if (!application) {
      const deleted = await findDeleted(graph, options.clientId)
      if (deleted && options.delete) return alreadyDeleted(deleted)
      throw absent(
        options.clientId,
        tenant,
        deleted
          ? `It was deleted. ${RESTORABLE}`
          : 'Check --client-id and --tenant. If it was registered just now, run this again in a few minutes.',
      )
    }
    const replacesDevVars = held !== null && held !== application.appId.toLowerCase()
    if (replacesDevVars && !options.delete) await mayReplace(asked, `${held}, and not of ${options.clientId}`)
    return { application, name: options.name ?? application.displayName, replacesDevVars }
  }
  const interrupted = await findInterrupted(asked)
  if (interrupted) {
    return {
      application: interrupted,
      name: options.name ?? interrupted.displayName,
      replacesDevVars: held !== null,
    }
  }
  if (held && !options.overwrite) {
    const found = await findApplication(graph, held)
    const deleted = found ? null : await findDeleted(graph, held)
    if (deleted && options.delete) return alreadyDeleted(deleted)
    const application = found ?? (deleted ? null : await awaitRegistered(asked, held))
    if (!application && options.delete) throw absent(held, tenant, 'There is nothing to delete.')
    if (!application)
      await mayReplace(
        asked,
        `${held}, which ${deleted ? 'was deleted' : `${tenant.displayName} does not have, or not yet`}`,
      )
    else if (options.name && options.name !== application.displayName)
      await mayRename(asked, application, options.name)
    if (application)
      return {
        application,
        name: options.name ?? (await renamed(ask, options, application)),
        replacesDevVars: false,
      }
  }
  return { ...(await selectByName(asked)), replacesDevVars: held !== null }
}

const alreadyDeleted = (deleted: DeletedApplication): Selected => {
  return { application: null, name: deleted.displayName, replacesDevVars: false, deleted }
}

const renamed = async (ask: Ask | null, options: Options, { displayName }: Application) =>
  ask && !options.delete && !options.rotate ? ask.name(displayName) : displayName

const absent = (clientId: string, tenant: Tenant, next: string) =>
  new RegisterRefusal('name', `The application ${clientId} does not exist in ${tenant.displayName}.`, next)

async function mayReplace({ devVars, options, ask }: Asked, whose: string): Promise<void> {
  const what = `${devVars.path} belongs to the application ${whose}`
  if (options.overwrite) return
  if (ask && (await ask.goOn(`${what}. Overwrite it? The old file is kept as a backup`, false))) return
  throw new RegisterRefusal(
    'variables',
    `${what}.`,
    'Choose that application’s tenant with --tenant, another file with --dev-vars, or --overwrite (the old file is kept as a backup).',
  )
}

async function mayRename({ devVars, ask }: Asked, application: Application, name: string): Promise<void> {
  const what = `${devVars.path} belongs to the application "${application.displayName}"`
  if (ask && (await ask.goOn(`${what}. Rename it to "${name}"?`, false))) return
  throw new RegisterRefusal(
    'variables',
    `${what}, not of "${name}".`,
    `To rename it: --client-id ${application.appId} --name "${name}". To register another: --overwrite (the old ${devVars.path} is kept as a backup).`,
  )
}

async function selectByName(asked: Asked): Promise<Pick<Selected, 'application' | 'name'>> {
  const { graph, options, tenant, ask } = asked
  if (options.delete && !options.name) {
    throw new RegisterRefusal(
      'name',
      `${asked.devVars.path} names no application, and "${defaultName(options)}" may be a colleague's.`,
      'Choose which to delete with --client-id or --name.',
    )
  }
  const asksName = ask !== null && !options.name && !options.delete
  let suggested = defaultName(options)
  for (;;) {
    const name = asksName ? await ask.name(suggested) : (options.name ?? defaultName(options))
    const found = await findByName(graph, name)
    const made = found.filter(({ tags }) => tags.includes(TAG))
    const [first, ...others] = made.length > 0 ? made : found
    if (!first) {
      if (options.delete)
        throw new RegisterRefusal(
          'name',
          `The application "${name}" does not exist in ${tenant.displayName}.`,
          'Check --name and --tenant, or identify it with --client-id.',
        )
      return { application: null, name }
    }
    suggested = await freeName(graph, name)
    if (made.length > 0 && others.length === 0) {
      const application = await findApplication(graph, first.appId)
      if (application && (await mayAdopt(asked, application))) return { application, name }
      if (application && asksName) continue
      if (application) throw new RegisterRefusal('name', `"${name}" was not changed.`, OTHER_NAME)
      // Treating it as absent would register it twice.
      throw new RegisterRefusal(
        'graph',
        `Graph lists "${name}" (${first.appId}), but cannot find it.`,
        'It was registered or deleted just now. Run this again in a minute.',
      )
    }
    const ids = [first, ...others].map(({ appId }) => appId).join(', ')
    const what =
      made.length > 0
        ? `This command created several applications "${name}": ${ids}`
        : `An application "${name}" already exists that this command did not create: ${ids}`
    if (asksName && (await ask.goOn(`${what}. Choose another name?`, true))) continue
    throw new RegisterRefusal('name', `${what}.`, OTHER_NAME)
  }
}

const MAX_NAMES_TRIED = 20

/** `Entryway 2`, or the first free number after it. Never suggests a name that was just rejected. */
async function freeName(graph: Graph, name: string): Promise<string> {
  const [, stem = name, number = '1'] = /^(.*?)(?: (\d{1,3}))?$/.exec(name) ?? []
  for (let next = Number(number) + 1; next < Number(number) + MAX_NAMES_TRIED; next++) {
    const candidate = `${stem} ${next}`
    if ((await findByName(graph, candidate)).length === 0) return candidate
  }
  return ''
}

const OTHER_NAME = 'Choose another --name, or use this application with --client-id.'

/** Without a hint in .dev.vars, the app may be a colleague's, even if only half registered. */
async function mayAdopt({ options, ask }: Asked, application: Application): Promise<boolean> {
  const { displayName, appId, createdDateTime } = application
  // A confirmation follows before anything is deleted.
  if (options.delete && ask) return true
  const made = createdDateTime ? ` on ${createdDateTime.slice(0, 10)}` : ''
  const what = `An application "${displayName}" (${appId}) already exists that npm run register created${made}`
  if (ask) return ask.goOn(`${what}. Use it?`, false)
  throw new RegisterRefusal(
    'name',
    `${what}, perhaps for a colleague.`,
    options.delete
      ? `To delete it: --client-id ${appId}.`
      : `To use it: --client-id ${appId}. To register another: another --name.`,
  )
}
