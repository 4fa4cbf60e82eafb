// Initials as an SVG, for users without a photo (no style attribute, no script).
import type { Identity } from '../entryway/index.ts'
import { initialsOf } from './initials-of.ts'

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
