// Reads a variables file from any editor: with a byte-order mark, in UTF-16 or UTF-32, with any line ending.

export type DecodedFile = {
  text: string
  /** What wrangler cannot read, or reads differently; null = UTF-8, as it should be. */
  encoding: 'UTF-16' | 'UTF-32' | 'a byte-order mark' | null
}

export type FileForm = {
  encoding: DecodedFile['encoding']
  /** Variables whose value is cut off at a `#`. */
  cutAtHash: readonly string[]
  /** Variables set to several values. */
  setTwice: readonly string[]
  /** What the file contains instead of variables, phrased to follow its name; null = it has variables. */
  otherContent: string | null
}

/** Windows PowerShell's `>` and Notepad's "Unicode" write UTF-16, `-Encoding UTF32` writes UTF-32, and Notepad's "UTF-8 with BOM" adds a mark. */
export function decodeVariables(bytes: Uint8Array): DecodedFile {
  const [encoding, text] = decode(bytes)
  // Like wrangler, unlike Node: accepts classic Mac line endings and `NAME: value`. Windows line endings are kept.
  return { encoding, text: text.replaceAll(/\r(?!\n)/g, '\n').replaceAll(COLON, '$1=') }
}

const COLON = /^([ \t]*(?:export[ \t]+)?[A-Z][A-Z_]*):[ \t]+/gm

/** Without a byte-order mark: the first character is ASCII, so its other bytes are zero. */
function decode(bytes: Uint8Array): [DecodedFile['encoding'], string] {
  const [a, b, c, d] = bytes
  const as = (encoding: string) => new TextDecoder(encoding).decode(bytes)
  const startsAs32 = bytes.length % 4 === 0 && bytes.length > 0
  if (startsAs32 && c === 0 && d === 0 && ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0)))
    return ['UTF-32', utf32(bytes, true)]
  if (startsAs32 && a === 0 && b === 0 && ((c === 0xfe && d === 0xff) || (c === 0 && d !== 0)))
    return ['UTF-32', utf32(bytes, false)]
  if ((a === 0xff && b === 0xfe) || (b === 0 && a !== 0 && bytes.length > 1))
    return ['UTF-16', as('utf-16le')]
  if ((a === 0xfe && b === 0xff) || (a === 0 && b !== 0 && bytes.length > 1))
    return ['UTF-16', as('utf-16be')]
  return [a === 0xef && b === 0xbb && c === 0xbf ? 'a byte-order mark' : null, as('utf-8')]
}

const MAX_CODE_POINT = 0x10ffff

function utf32(bytes: Uint8Array, isLittleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let text = ''
  for (let at = 0; at < bytes.length; at += 4) {
    const point = view.getUint32(at, isLittleEndian)
    text += point <= MAX_CODE_POINT ? String.fromCodePoint(point) : '\ufffd'
  }
  return text.replace(/^\ufeff/, '')
}

const UNQUOTED = /^[ \t]*(?:export[ \t]+)?([A-Z][A-Z_]*)[ \t]*=[ \t]*([^\s"'`#][^\n#]*)#/gm

/** Variables with a `#` in an unquoted value: the rest is read as a comment. */
export const cutAtHash = (text: string): string[] =>
  [...text.matchAll(UNQUOTED)].flatMap(([, name, before]) => (name && /\S$/.test(before ?? '') ? [name] : []))

const ASSIGNED = /^[ \t]*(?:export[ \t]+)?([A-Z][A-Z_]*)[ \t]*=[ \t]*([^\r\n]+)/gm

/** Names set to different values. A line inside a quoted value may look like one. */
export function setTwice(text: string): string[] {
  const values = new Map<string, Set<string>>()
  for (const [, name = '', value = ''] of text.matchAll(ASSIGNED))
    values.set(name, (values.get(name) ?? new Set()).add(value.trim()))
  return [...values].flatMap(([name, { size }]) => (size > 1 ? [name] : []))
}

const VARIABLE = /^[ \t]*(?:export[ \t]+)?[A-Za-z_][\w.-]*[ \t]*=/m

/** What a file without variables seems to be, phrased to follow its name; null = it has one. */
export function otherContent(text: string): string | null {
  const begin = text.trimStart()
  if (begin === '') return 'is empty'
  // Checked before looking for `=`, which may end a key's base64 or occur anywhere in an image.
  if (/[\0\ufffd]/.test(text)) return 'is a binary file'
  if (/^-----BEGIN [A-Z ]+-----/.test(begin))
    return `is a PEM file (${begin.slice(11, begin.indexOf('-----', 11)).toLowerCase()})`
  if (/^[[{]/.test(begin) && isJson(begin)) return 'is JSON'
  if (VARIABLE.test(text)) return null
  if (/^<(?:!doctype|html|\?xml)/i.test(begin)) return 'is a web page or XML'
  const isCommented = begin.split('\n').every((line) => /^\s*(?:#|$)/.test(line))
  return isCommented ? 'has comments only' : 'has no variable'
}

function isJson(text: string): boolean {
  try {
    return JSON.parse(text) !== null
  } catch {
    return false
  }
}
