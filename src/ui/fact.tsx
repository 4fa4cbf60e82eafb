// One fact of a list (`<dl>`): what it is called, then what it is.
import type { Child } from 'hono/jsx'

export function Fact({ name, children }: { name: string; children?: Child }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
