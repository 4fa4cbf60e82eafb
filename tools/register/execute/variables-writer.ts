// Writes .dev.vars step by step, so that an interrupted run keeps what it has learned: first the client ID, then the secret.
import { rmSync } from 'node:fs'
import { digestOf, noNotes, type RegisterNotes, wroteOf } from '../../settings/register-notes.ts'
import { changedText, type DevVars, ofText, readText, type VariableChange } from '../dev-vars/dev-vars.ts'
import { writeDevVars } from '../dev-vars/dev-vars-file.ts'
import type { Work } from './execution-input.ts'

export type VariablesWriter = ReturnType<typeof variablesWriter>

/** @param now milliseconds */
export function variablesWriter({ answers: { kind }, devVars, ownDevVars, plan }: Work, now: () => number) {
  const { path } = devVars
  /** The file on disk. */
  let onDisk: DevVars = devVars
  /** The part of it that belongs to this app. */
  let own: DevVars = ownDevVars
  /** The file before the current call was noted in it. */
  let before: DevVars = devVars
  let isKept = false
  let keptAs: string | null = null
  const put = (text: string, kept: Uint8Array | null, hasValues = isKept) => {
    keptAs = writeDevVars(onDisk, text, now(), kept, hasValues) ?? keptAs
    onDisk = ofText(path, text)
  }
  const write = (text: string) => {
    // Only the content from before this run is worth a backup.
    put(text, isKept ? null : devVars.bytes, true)
    isKept = true
    own = onDisk
  }
  /** Called before a Graph call. Another app's settings stay until there are new ones to replace them. */
  const note = (notes: Partial<RegisterNotes>) => {
    before = onDisk
    const all = { ...onDisk.notes, ...notes, unfinished: { at: now() } }
    put(changedText(onDisk, {}, onDisk.replaced, all), null)
  }
  return {
    /** If the response is lost, the next run finds the app by this tag. */
    begin: (name: string, tag: string) => note({ began: { name, tag, at: now() }, kind }),
    /** If the response is lost, so is the credential's value: the next run removes the credential by this name. */
    adding: (name: string) => note({ adding: [...onDisk.notes.adding, { name, at: now() }] }),
    /** Graph refused the call, so there is nothing to find. */
    retract() {
      if (before.text !== null) return put(before.text, null)
      if (readText(path) === onDisk.text) rmSync(path, { force: true })
      onDisk = before
    },
    registered(clientId: string, change: VariableChange) {
      const notes = {
        ...noNotes,
        kind,
        registered: { clientId, at: now() },
        wrote: wroteOf({ ...own.variables, ...present(change) }, now()),
        unfinished: { at: now() },
      }
      write(changedText(own, change, own.replaced, notes))
    },
    /** @returns the backup of the previous file; null if there was none */
    finish(
      change: VariableChange,
      {
        addsCredential,
        changed,
        isLast,
      }: { addsCredential: boolean; changed: string | null; isLast: boolean },
    ) {
      const variables = { ...own.variables, ...present(change) }
      const added = addsCredential ? { digest: digestOf(variables), at: now() } : own.notes.added
      const notes = {
        began: null,
        kind,
        registered: own.notes.registered,
        changed: changed === null ? own.notes.changed : { clientId: changed, at: now() },
        added,
        wrote: wroteOf(variables, now()),
        adding: plan.credential.awaited,
        unfinished: isLast ? null : { at: now() },
      }
      write(changedText(own, change, plan.credential.replaced, notes))
      return keptAs
    },
    /** Called when nothing is left to do. */
    settle() {
      const { awaited: adding } = plan.credential
      const notes = { ...onDisk.notes, adding, unfinished: null }
      const text = changedText(onDisk, {}, onDisk.replaced, notes)
      if (text !== onDisk.text) put(text, null)
    },
  }
}

const present = (change: VariableChange) =>
  Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value ?? undefined]))
