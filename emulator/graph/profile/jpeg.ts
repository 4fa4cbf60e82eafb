// Writes a JPEG image (ITU T.81): baseline, YCbCr without subsampling, with the tables of Annex K.

const ZIGZAG = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
  53, 60, 61, 54, 47, 55, 62, 63,
]

/** Table K.1 for every component, halved: in drawn portraits, coarse steps would show. */
const QUANTIZATION = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22,
  29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103,
  121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
].map((step) => Math.ceil(step / 2))

/** The number of codes of each length from 1 to 16, and the values in code order. */
type HuffmanTable = { counts: number[]; values: number[] }

/** Table K.3. */
const DC_TABLE: HuffmanTable = {
  counts: [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0],
  values: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
}

/** Table K.5; the values in hexadecimal, two digits each. */
const AC_TABLE: HuffmanTable = {
  counts: [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125],
  values: (
    '01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a' +
    '434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9' +
    'aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa'
  )
    .match(/../g)
    ?.map((digits) => Number.parseInt(digits, 16)) as number[],
}

type Code = { bits: number; length: number }

/** Annex C: codes of one length are consecutive; the next length starts after the last code, with a zero appended. */
function codesOf({ counts, values }: HuffmanTable): Map<number, Code> {
  const codes = new Map<number, Code>()
  let bits = 0
  let index = 0
  for (const [at, count] of counts.entries()) {
    for (let each = 0; each < count; each++) codes.set(values[index++] ?? 0, { bits: bits++, length: at + 1 })
    bits <<= 1
  }
  return codes
}

const dcCodes = codesOf(DC_TABLE)
const acCodes = codesOf(AC_TABLE)

/** A marker segment: its length counts itself. */
const segment = (marker: number, content: number[]) => {
  const length = content.length + 2
  return [0xff, marker, length >> 8, length & 0xff, ...content]
}

const huffmanSegment = (kind: number, { counts, values }: HuffmanTable) =>
  segment(0xc4, [kind, ...counts, ...values])

function headerOf(size: number): number[] {
  const components = [1, 2, 3]
  const sizeBytes = [size >> 8, size & 0xff]
  return [
    ...[0xff, 0xd8],
    ...segment(0xe0, [...[0x4a, 0x46, 0x49, 0x46, 0], 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    ...segment(0xdb, [0, ...ZIGZAG.map((at) => QUANTIZATION[at] ?? 1)]),
    ...segment(0xc0, [8, ...sizeBytes, ...sizeBytes, 3, ...components.flatMap((id) => [id, 0x11, 0])]),
    ...huffmanSegment(0x00, DC_TABLE),
    ...huffmanSegment(0x10, AC_TABLE),
    ...segment(0xda, [3, ...components.flatMap((id) => [id, 0]), 0, 63, 0]),
  ]
}

const COSINES = Array.from({ length: 64 }, (_, index) => {
  const [frequency, at] = [index >> 3, index & 7]
  const scale = frequency === 0 ? Math.SQRT1_2 : 1
  return (scale / 2) * Math.cos(((2 * at + 1) * frequency * Math.PI) / 16)
})

/** Rows, then columns (Annex A.3.3), quantized. */
function transformed(block: Float32Array): number[] {
  const rows = new Float32Array(64)
  for (let y = 0; y < 8; y++) {
    for (let u = 0; u < 8; u++) {
      let sum = 0
      for (let x = 0; x < 8; x++) sum += (block[y * 8 + x] ?? 0) * (COSINES[u * 8 + x] ?? 0)
      rows[y * 8 + u] = sum
    }
  }
  return Array.from({ length: 64 }, (_, index) => {
    const [v, u] = [index >> 3, index & 7]
    let sum = 0
    for (let y = 0; y < 8; y++) sum += (rows[y * 8 + u] ?? 0) * (COSINES[v * 8 + y] ?? 0)
    return Math.round(sum / (QUANTIZATION[index] ?? 1))
  })
}

const lengthOf = (value: number) => 32 - Math.clz32(Math.abs(value))

/** The scan's bits, with a zero byte after each 0xff. */
class BitWriter {
  readonly bytes: number[]
  #pending = 0
  #length = 0

  constructor(header: number[]) {
    this.bytes = header
  }

  write({ bits, length }: Code): void {
    for (let at = length - 1; at >= 0; at--) {
      this.#pending = (this.#pending << 1) | ((bits >> at) & 1)
      this.#length += 1
      if (this.#length < 8) continue
      this.bytes.push(this.#pending)
      if (this.#pending === 0xff) this.bytes.push(0)
      this.#pending = 0
      this.#length = 0
    }
  }

  /** Pads the last byte with ones. */
  end(): void {
    while (this.#length > 0) this.write({ bits: 1, length: 1 })
    this.bytes.push(0xff, 0xd9)
  }
}

const noCode: Code = { bits: 0, length: 0 }

/** A negative value is written as its complement (Annex F.1.2.1). */
function writeValue(writer: BitWriter, value: number): void {
  const length = lengthOf(value)
  writer.write({ bits: value < 0 ? value + (1 << length) - 1 : value, length })
}

/** Returns the DC value, from which the component's next block is predicted. */
function writeBlock(writer: BitWriter, block: Float32Array, before: number): number {
  const coefficients = transformed(block)
  const [dc = 0] = coefficients
  writer.write(dcCodes.get(lengthOf(dc - before)) ?? noCode)
  writeValue(writer, dc - before)
  let zeros = 0
  for (const at of ZIGZAG.slice(1)) {
    const value = coefficients[at] ?? 0
    if (value === 0) {
      zeros += 1
      continue
    }
    for (; zeros > 15; zeros -= 16) writer.write(acCodes.get(0xf0) ?? noCode)
    writer.write(acCodes.get((zeros << 4) | lengthOf(value)) ?? noCode)
    writeValue(writer, value)
    zeros = 0
  }
  if (zeros > 0) writer.write(acCodes.get(0) ?? noCode)
  return dc
}

/** From red, green, and blue: luminance and the two color differences, all centered on zero. */
const components = [
  [0.299, 0.587, 0.114, -128],
  [-0.168736, -0.331264, 0.5, 0],
  [0.5, -0.418688, -0.081312, 0],
] as const

/** A square. `pixels`: red, green, and blue of each pixel, row by row. */
export function encodeJpeg(size: number, pixels: Uint8Array): Uint8Array<ArrayBuffer> {
  const writer = new BitWriter(headerOf(size))
  const before = [0, 0, 0]
  const block = new Float32Array(64)
  for (let top = 0; top < size; top += 8) {
    for (let left = 0; left < size; left += 8) {
      for (const [component, [red, green, blue, shift]] of components.entries()) {
        for (let index = 0; index < 64; index++) {
          // Past the edge, the last row and column are repeated.
          const y = Math.min(top + (index >> 3), size - 1)
          const x = Math.min(left + (index & 7), size - 1)
          const at = (y * size + x) * 3
          const [r = 0, g = 0, b = 0] = [pixels[at], pixels[at + 1], pixels[at + 2]]
          block[index] = red * r + green * g + blue * b + shift
        }
        before[component] = writeBlock(writer, block, before[component] ?? 0)
      }
    }
  }
  writer.end()
  return Uint8Array.from(writer.bytes)
}
