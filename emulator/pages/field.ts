// A labeled field of a form, and what was wrong with the last try.
import { html } from 'hono/html'
import type { Html } from './frame.ts'

export const fieldStyle = `
label { display: block; margin-bottom: .25rem }
input.field, select.field { width: 100%; min-height: 2.75rem; margin-bottom: 1rem; padding: .25rem .75rem;
  border: 1px solid var(--line); border-radius: .5rem; background: var(--page) }
`

type Field = {
  name: string
  label: string
  type: 'email' | 'password' | 'text'
  autocomplete: string
  value?: string
  /** The sentence under which the field comes back. */
  problem?: string | undefined
  optional?: boolean
  numeric?: boolean
}

export const field = ({ name, label, type, autocomplete, value, problem, optional, numeric }: Field): Html =>
  html`${problem === undefined ? '' : html`<p class="warn" id="problem-${name}" role="alert">${problem}</p>`}
<label for="${name}">${label}</label>
<input class="field" id="${name}" name="${name}" type="${type}" value="${value ?? ''}" autocomplete="${autocomplete}"
  spellcheck="false"${numeric ? html` inputmode="numeric"` : ''}${optional ? '' : html` required`}${
    problem === undefined ? '' : html` aria-invalid="true" aria-describedby="problem-${name}"`
  }>`
