// Initials as an SVG, for users without a photo (no style attribute, no script).
import { type Identity, unicodePattern } from '../entryway/index.ts'

type Named = Pick<Identity, 'name' | 'username'>

/** "(Contoso)", "[External]": beside the name, not of it. */
const ASIDES = /\([^()]*\)?|\[[^[\]]*\]?/g
/** A letter or digit with the marks that belong to it. */
const CHARACTER = unicodePattern(String.raw`[\p{L}\p{N}]\p{M}*`)

/** "JD" for "Jane Mary Doe" and "Doe, Jane"; of an address, the one letter that is sure to be the person's. */
export function initialsOf({ name, username }: Named): string {
  const names = [name, username].map((each) => (each ?? '').replaceAll(ASIDES, ' '))
  const shown = names.find((each) => CHARACTER().test(each)) ?? ''
  const inOrder = shown.split(',').reverse().join(' ')
  const words = inOrder.split(/[\s._-]+/).filter((word) => CHARACTER().test(word))
  const chosen = shown.includes('@') ? words.slice(0, 1) : [...words.slice(0, 1), ...words.slice(1).slice(-1)]
  return chosen.map((word) => CHARACTER().exec(word)?.[0].toUpperCase()).join('') || '?'
}

export function InitialsImage({ identity }: { identity: Named }) {
  const initials = initialsOf(identity)
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox="0 0 96 96"
      width="96"
      height="96"
      role="img"
      aria-label={initials}
    >
      <rect width="96" height="96" fill="#1f5fa8" />
      <text
        x="48"
        y="50"
        fill="#ffffff"
        font-family="system-ui, sans-serif"
        font-size="36"
        font-weight="600"
        text-anchor="middle"
        dominant-baseline="central"
      >
        {initials}
      </text>
    </svg>
  )
}
