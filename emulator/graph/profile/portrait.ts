// Draws a user's portrait: shapes on a unit square, front to back.

import type { Portrait } from '../../directory/person.ts'
import { encodeJpeg } from './jpeg.ts'

export const photoSizes: readonly number[] = [48, 64, 96, 120, 240, 360, 432, 504, 648]

const ellipse = (x: number, y: number, cx: number, cy: number, rx: number, ry: number) =>
  ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1

/** The color at a point; x and y from 0 to 1, y pointing down. */
function colorAt(portrait: Portrait, x: number, y: number): string {
  const eye = ellipse(x, y, 0.44, 0.4, 0.016, 0.022) || ellipse(x, y, 0.56, 0.4, 0.016, 0.022)
  const smile = ellipse(x, y, 0.5, 0.47, 0.06, 0.045) && !ellipse(x, y, 0.5, 0.455, 0.068, 0.045)
  const face = ellipse(x, y, 0.5, 0.4, 0.145, 0.185)
  const neck = Math.abs(x - 0.5) < 0.06 && y > 0.5 && y < 0.68
  const collar = ellipse(x, y, 0.5, 0.67, 0.1, 0.07)
  const shoulders = ellipse(x, y, 0.5, 1.02, 0.38, 0.36)
  const crown = ellipse(x, y, 0.5, 0.34, 0.19, 0.2)
  const fringe = crown && ellipse(x, y, 0.42, 0.2, 0.26, 0.12)
  const locks = portrait.longHair && ellipse(x, y, 0.5, 0.47, 0.215, 0.26)
  if (eye || smile) return '3a2a24'
  if (fringe) return portrait.hair
  if (face || neck || collar) return portrait.skin
  if (shoulders) return portrait.shirt
  return crown || locks ? portrait.hair : portrait.background
}

const channels = (color: string) => [0, 2, 4].map((at) => Number.parseInt(color.slice(at, at + 2), 16))

// Four samples per pixel smooth the edges.
const samples = [0.25, 0.75].flatMap((dy) => [0.25, 0.75].map((dx) => ({ dx, dy })))

/** JPEG, like Graph's photos. */
export function drawPhoto(portrait: Portrait, size: number): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(size * size * 3)
  for (let pixel = 0; pixel < size * size; pixel++) {
    const column = pixel % size
    const row = Math.floor(pixel / size)
    const colors = samples.map(({ dx, dy }) =>
      channels(colorAt(portrait, (column + dx) / size, (row + dy) / size)),
    )
    for (const channel of [0, 1, 2]) {
      const sum = colors.reduce((total, color) => total + (color[channel] ?? 0), 0)
      pixels[pixel * 3 + channel] = sum / samples.length
    }
  }
  return encodeJpeg(size, pixels)
}
