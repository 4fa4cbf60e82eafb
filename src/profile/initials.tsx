// The picture of a person who has none: their initials, as an SVG of its own (no style attribute, no script).
import type { Identity } from '../entryway/entra/id-token.ts'

function initialsOf(identity: Pick<Identity, 'name' | 'username'>): string {
  const words = (identity.name ?? identity.username ?? '?')
    .split(/[\s.@_-]+/u)
    .filter((word) => /\p{L}|\p{N}/u.test(word))
  const [first, last] = [words[0], words.length > 1 && identity.name !== null ? words.at(-1) : undefined]
  return (
    [first, last]
      .map((word) => (word ? [...word][0] : ''))
      .join('')
      .toUpperCase() || '?'
  )
}

export function InitialsImage({ identity }: { identity: Pick<Identity, 'name' | 'username'> }) {
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
