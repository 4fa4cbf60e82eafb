// Deleted applications, which Entra keeps for 30 days.
import * as v from 'valibot'
import { readAll } from './directory.ts'
import { type Graph, GraphRefusal } from './graph.ts'
import { text } from './graph-objects.ts'

export const RESTORABLE =
  'For 30 days, an administrator can restore it under App registrations > Deleted applications.'

const DeletedApplication = v.object({
  appId: text,
  displayName: v.nullish(v.string(), ''),
  deletedDateTime: text,
})

export type DeletedApplication = v.InferOutput<typeof DeletedApplication>

/** An application that can still be restored. @returns null also if this account can't see it */
export async function findDeleted(graph: Graph, clientId: string): Promise<DeletedApplication | null> {
  const path = '/directory/deletedItems/microsoft.graph.application?$select=appId,displayName,deletedDateTime'
  const deleted = await readAll(graph, path, 'application', DeletedApplication, 'deleted applications').catch(
    (error: unknown) => {
      if (error instanceof GraphRefusal && error.kind === 'right') return []
      throw error
    },
  )
  return deleted.find(({ appId }) => appId?.toLowerCase() === clientId) ?? null
}
