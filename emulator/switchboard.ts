// The switchboard on the start page: one form for each fault.
import { html } from 'hono/html'
import { aadstsTable } from './aadsts.ts'
import { type FaultName, type Faults, faultNames, faultSentences } from './faults.ts'
import type { Html } from './page.ts'

export const switchboardStyle = `
.faults { margin: 1rem 0 0; padding: 0; list-style: none }
.faults li { padding: .75rem 0; border-top: 1px solid var(--line) }
.faults form { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; justify-content: space-between }
.faults .what { flex: 1 1 16rem } .faults .fields { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end }
.faults label { display: block; font-size: .875rem; color: var(--soft) }
.faults input, .faults select { min-height: 2.75rem; padding: .25rem .5rem; border: 1px solid var(--line);
  border-radius: .5rem; background: var(--page); max-width: 100% }
.faults input { width: 5.5rem } h3 { margin: 1rem 0 .25rem; font-size: 1rem }
`

/** Done when the form is sent; they do not wait for a request. */
const immediate: readonly FaultName[] = [
  'keys_rotated',
  'refresh_revoked',
  'consent_revoked',
  'admin_consent_revoked',
]

function standing(faults: Faults, name: FaultName): string {
  const fault = faults.get(name)
  if (!fault) return ''
  const number = fault.aadsts === null ? '' : `AADSTS${fault.aadsts}, `
  return fault.times === 0 ? `${number}on until cleared` : `${number}on, ${fault.times} left`
}

const numberField = (
  fault: FaultName,
  name: string,
  label: string,
  value: number,
  least: number,
): Html => html`<div>
<label for="${fault}-${name}">${label}</label>
<input id="${fault}-${name}" name="${name}" type="number" min="${least}" value="${value}" required>
</div>`

const aadstsField = (): Html => html`<div>
<label for="aadsts-number">Number</label>
<select id="aadsts-number" name="aadsts">
${[...aadstsTable.values()]
  .sort((a, b) => a.number - b.number)
  .map(({ number, where }) => html`<option value="${number}">${number} (${where})</option>`)}
</select>
</div>`

const faultForm = (faults: Faults, name: FaultName): Html => html`<li>
<form method="post" action="/faults">
<input type="hidden" name="fault" value="${name}">
<div class="what">${faultSentences[name]}<br><code class="soft">${name}</code>
<strong class="warn">${standing(faults, name)}</strong></div>
<div class="fields">
${name === 'aadsts' ? aadstsField() : ''}
${name === 'clock_off' ? numberField(name, 'minutes', 'Minutes', 10, -100_000) : ''}
${immediate.includes(name) ? '' : numberField(name, 'times', 'Times', 1, 0)}
<button aria-label="Set: ${faultSentences[name]}">Set</button>
</div>
</form>
</li>`

export const switchboard = (faults: Faults): Html => html`<section id="faults">
<h2>Faults</h2>
<p class="soft">Each is used up by the requests it spoils; 0 times means until cleared.</p>
<form method="post" action="/faults/clear"><button>Clear all faults</button></form>
<ul class="faults">${faultNames.map((name) => faultForm(faults, name))}</ul>
</section>`
