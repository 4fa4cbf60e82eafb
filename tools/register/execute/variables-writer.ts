// .dev.vars written step by step, so that a run that stops leaves all that it knew: the app's id first, its secret next.
import { rmSync } from 'node:fs'
import { digestOf, noNotes, wroteOf } from '../../settings/register-notes.ts'
import { changedText, type DevVars, ofText, readText, type VariableChange } from '../dev-vars/dev-vars.ts'
import { writeDevVars } from '../dev-vars/dev-vars-file.ts'
import type { Work } from './execution-input.ts'

/** @param now milliseconds */
export function variablesWriter({ devVars, ownDevVars, plan }: Work, now: () => number) {
  const { path } = devVars
  /** As the file is on disk. */
  let onDisk: DevVars = devVars
  /** What of it is this app's. */
  let own: DevVars = ownDevVars
  let isKept = false
  let keptAs: string | null = null
  const put = (text: string, kept: string | null) => {
    keptAs = writeDevVars(onDisk, text, now(), kept) ?? keptAs
    onDisk = ofText(path, text)
  }
  const write = (text: string) => {
    // Only what was there before this run is worth keeping.
    put(text, isKept ? null : devVars.text)
    isKept = true
    own = onDisk
  }
  return {
    /** Before the call: if its answer is lost, the next run looks for the app by this tag. */
    begin(name: string, tag: string) {
      // The settings of another app stay until there is one to replace them.
      put(
        changedText(onDisk, {}, onDisk.replaced, {
          ...onDisk.notes,
          began: { name, tag, at: now() },
          unfinished: { at: now() },
        }),
        null,
      )
    },
    /** Graph said no: there is nothing to look for. */
    abandon() {
      if (devVars.text !== null)
        put(
          changedText(onDisk, {}, onDisk.replaced, { ...onDisk.notes, began: null, unfinished: null }),
          null,
        )
      else if (readText(path) === onDisk.text) rmSync(path, { force: true })
    },
    registered(clientId: string, change: VariableChange) {
      const notes = {
        ...noNotes,
        registered: { clientId, at: now() },
        wrote: wroteOf({ ...own.variables, ...present(change) }, now()),
        unfinished: { at: now() },
      }
      write(changedText(own, change, own.replaced, notes))
    },
    /** @returns where the file before this run is; null when there was none */
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
        registered: own.notes.registered,
        changed: changed === null ? own.notes.changed : { clientId: changed, at: now() },
        added,
        wrote: wroteOf(variables, now()),
        unfinished: isLast ? null : { at: now() },
      }
      write(changedText(own, change, plan.credential.replaced, notes))
      return keptAs
    },
    /** Nothing is left to do. */
    settle() {
      if (onDisk.notes.unfinished === null) return
      put(changedText(onDisk, {}, onDisk.replaced, { ...onDisk.notes, unfinished: null }), null)
    },
  }
}

const present = (change: VariableChange) =>
  Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value ?? undefined]))
