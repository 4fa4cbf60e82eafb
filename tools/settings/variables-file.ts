// A file of variables as editors on every system save it: with a byte-order mark, or in UTF-16.

export type DecodedFile = {
  text: string
  /** What wrangler cannot read, or reads otherwise; null = UTF-8, as it should be. */
  encoding: 'UTF-16' | 'a byte-order mark' | null
}

/** Windows PowerShell's `>` and Notepad's "Unicode" write UTF-16; Notepad's "UTF-8 with BOM" a mark. */
export function decodeVariables(bytes: Uint8Array): DecodedFile {
  const decode = (encoding: string) => new TextDecoder(encoding).decode(bytes)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: decode('utf-16le'), encoding: 'UTF-16' }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: decode('utf-16be'), encoding: 'UTF-16' }
  // Without a mark: every other byte of ASCII is zero.
  if (bytes[1] === 0 && bytes[0] !== 0 && bytes.length > 1)
    return { text: decode('utf-16le'), encoding: 'UTF-16' }
  if (bytes[0] === 0 && bytes[1] !== 0 && bytes.length > 1)
    return { text: decode('utf-16be'), encoding: 'UTF-16' }
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  return { text: decode('utf-8'), encoding: isMarked ? 'a byte-order mark' : null }
}

const UNQUOTED = /^[ \t]*(?:export[ \t]+)?([A-Z][A-Z_]*)[ \t]*=[ \t]*([^\s"'`#][^\n#]*)#/gm

/** Variables whose unquoted value has a `#` in it: what follows is read as a comment. */
export const cutAtHash = (text: string): string[] =>
  [...text.matchAll(UNQUOTED)].flatMap(([, name, before]) => (name && /\S$/.test(before ?? '') ? [name] : []))
