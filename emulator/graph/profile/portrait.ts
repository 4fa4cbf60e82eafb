// Draws a user's portrait: shapes on a unit square, front to back.

import type { Portrait } from '../../directory/person.ts'
import { encodeJpeg } from './jpeg.ts'

export const photoSizes: readonly number[] = [48, 64, 96, 120, 240, 360, 432, 504, 648]

type Color = { red: number; green: number; blue: number }

const colorOf = (digits: string): Color => {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16))
  return { red, green, blue }
}

const INK = colorOf('3a2a24')

/** The portrait with its colors parsed once, not at each of its pixels. */
const paletteOf = ({ background, skin, hair, shirt, longHair }: Portrait) => ({
  background: colorOf(background),
  skin: colorOf(skin),
  hair: colorOf(hair),
  shirt: colorOf(shirt),
  longHair,
})

const ellipse = (x: number, y: number, cx: number, cy: number, rx: number, ry: number) =>
  ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1

/** The color at a point; x and y from 0 to 1, y pointing down. */
function colorAt(portrait: ReturnType<typeof paletteOf>, x: number, y: number): Color {
  const eye = ellipse(x, y, 0.44, 0.4, 0.016, 0.022) || ellipse(x, y, 0.56, 0.4, 0.016, 0.022)
  const smile = ellipse(x, y, 0.5, 0.47, 0.06, 0.045) && !ellipse(x, y, 0.5, 0.455, 0.068, 0.045)
  const face = ellipse(x, y, 0.5, 0.4, 0.145, 0.185)
  const neck = Math.abs(x - 0.5) < 0.06 && y > 0.5 && y < 0.68
  const collar = ellipse(x, y, 0.5, 0.67, 0.1, 0.07)
  const shoulders = ellipse(x, y, 0.5, 1.02, 0.38, 0.36)
  const crown = ellipse(x, y, 0.5, 0.34, 0.19, 0.2)
  const fringe = crown && ellipse(x, y, 0.42, 0.2, 0.26, 0.12)
  const locks = portrait.longHair && ellipse(x, y, 0.5, 0.47, 0.215, 0.26)
  if (eye || smile) return INK
  if (fringe) return portrait.hair
  if (face || neck || collar) return portrait.skin
  if (shoulders) return portrait.shirt
  return crown || locks ? portrait.hair : portrait.background
}

// Four samples per pixel smooth the edges.
const samples = [0.25, 0.75].flatMap((dy) => [0.25, 0.75].map((dx) => ({ dx, dy })))

/** JPEG, like Graph's photos. */
export function drawPhoto(portrait: Portrait, size: number): Uint8Array<ArrayBuffer> {
  const palette = paletteOf(portrait)
  const pixels = new Uint8Array(size * size * 3)
  for (let pixel = 0; pixel < size * size; pixel++) {
    const column = pixel % size
    const row = Math.floor(pixel / size)
    const sum = { red: 0, green: 0, blue: 0 }
    for (const { dx, dy } of samples) {
      const { red, green, blue } = colorAt(palette, (column + dx) / size, (row + dy) / size)
      sum.red += red
      sum.green += green
      sum.blue += blue
    }
    const mean = [sum.red, sum.green, sum.blue].map((each) => each / samples.length)
    pixels.set(mean, pixel * 3)
  }
  return encodeJpeg(size, pixels)
}
