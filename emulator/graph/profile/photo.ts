// Profile photos: read in Graph's sizes, replaced, deleted. Source: "profilePhoto resource type".
import type { Context } from 'hono'
import { GraphRefusal, requestDenied } from '../../directory/graph-refusal.ts'
import { hasRole, type Person } from '../../directory/person.ts'
import { tenantOf } from '../../directory/tenants.ts'
import { takeFault } from '../../state/faults.ts'
import type { State } from '../../state/state.ts'
import { base64Of, bytesOf } from '../base64.ts'
import { graphError } from '../error.ts'
import { contextOf } from '../odata/collection.ts'
import { notHere } from '../odata/entity-type.ts'
import type { Target } from '../users/target.ts'
import { isPersonal, userOf } from '../users/user.ts'
import { drawPhoto, photoSizes } from './portrait.ts'

const PHOTO_SIZE = 360
const MAX_BYTES = 4 * 1024 * 1024
const TYPE = 'image/jpeg'

const JPEG_START = [0xff, 0xd8, 0xff]

/** By the portrait's colors and size, for all emulators: only the sample directory has portraits. */
const drawn = new Map<string, Uint8Array<ArrayBuffer>>()

/** Drawing takes a tenth of a second, and each of a test's emulators may show the same photo. */
function portraitOf({ portrait }: Person, size: number): Uint8Array<ArrayBuffer> | null {
  if (!portrait) return null
  const name = JSON.stringify([portrait, size])
  const photo = drawn.get(name) ?? drawPhoto(portrait, size)
  drawn.set(name, photo)
  return photo
}

const hasPhoto = ({ photo, portrait }: Person) => photo !== null && (photo ?? portrait) !== null

const NOT_FOUND = "The photo wasn't found."

/** The "no photo" error depends on the kind of account. */
function noPhoto(person: Person): GraphRefusal {
  if (isPersonal(person)) return new GraphRefusal(404, 'ConsumerPhotoIsNotSupported', NOT_FOUND)
  if (person.mailbox === false || tenantOf(person).kind === 'customers') {
    return new GraphRefusal(
      404,
      'ImageNotFound',
      "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException' was thrown.",
    )
  }
  return new GraphRefusal(404, 'ErrorItemNotFound', NOT_FOUND)
}

/** Throws GraphRefusal if there is none. */
function checkPhoto(state: State, person: Person): void {
  if (takeFault(state.faults, 'graph_photo_no_license')) {
    throw new GraphRefusal(400, 'AuthenticationError', 'Error authenticating with resource')
  }
  // A guest's photo is refused even with a token that works for everything else.
  if (person.home) throw new GraphRefusal(401, 'UnknownError', '')
  if (!hasPhoto(person)) throw noPhoto(person)
}

function sizeOf(text: string): number {
  const size = photoSizes.find((each) => text.toLowerCase() === `${each}x${each}`)
  if (size === undefined) throw new GraphRefusal(404, 'ImageNotFound', NOT_FOUND)
  return size
}

/** The image, in the path's size or the default one. Throws GraphRefusal. */
export function readPhoto(c: Context, state: State, { person }: Target) {
  const size = c.req.param('size')
  checkPhoto(state, person)
  const pixels = size === undefined ? PHOTO_SIZE : sizeOf(size)
  if (person.photo && size !== undefined) throw notHere('An uploaded photo in other sizes')
  const photo = person.photo ? bytesOf(person.photo) : portraitOf(person, pixels)
  if (!photo) throw noPhoto(person)
  return c.body(photo, 200, { 'Content-Type': TYPE })
}

const described = (size: number) => ({
  '@odata.mediaContentType': TYPE,
  id: `${size}x${size}`,
  height: size,
  width: size,
})

/** The photo's metadata. Personal accounts have none. Throws GraphRefusal. */
export function describePhoto(c: Context, state: State, { person }: Target) {
  checkPhoto(state, person)
  const context = contextOf(c, `users('${userOf(person).id}')/photo/$entity`)
  return c.json({ '@odata.context': context, ...described(PHOTO_SIZE) })
}

export function describePhotos(c: Context, state: State, { person }: Target) {
  checkPhoto(state, person)
  const context = contextOf(c, `users('${userOf(person).id}')/photos`)
  return c.json({ '@odata.context': context, value: photoSizes.map(described) })
}

/** Members change their own photo; administrators anyone's. Throws GraphRefusal. */
function checkMayChange({ person, caller, isSelf }: Target): void {
  if (isPersonal(person)) throw new GraphRefusal(400, 'ConsumerPhotoIsNotSupported', NOT_FOUND)
  const isAdministrator = caller.person === null || hasRole(caller.person, ['Global Administrator'])
  if (!isAdministrator && (!isSelf || person.home)) throw requestDenied()
}

export async function replacePhoto(c: Context, target: Target) {
  checkMayChange(target)
  const bytes = new Uint8Array(await c.req.arrayBuffer())
  if (bytes.length > MAX_BYTES)
    return graphError(c, 413, 'RequestEntityTooLarge', 'The photo is larger than 4 MB.')
  const isJpeg =
    c.req.header('Content-Type')?.startsWith(TYPE) && JPEG_START.every((byte, at) => bytes[at] === byte)
  if (!isJpeg) throw new GraphRefusal(400, 'ErrorInvalidImage', 'The photo is not a JPEG image.')
  target.person.photo = base64Of(bytes)
  return c.body(null, 200)
}

export function deletePhoto(c: Context, target: Target) {
  checkMayChange(target)
  if (!hasPhoto(target.person)) throw noPhoto(target.person)
  target.person.photo = null
  return c.body(null, 204)
}
