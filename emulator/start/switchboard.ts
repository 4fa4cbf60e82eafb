// The switchboard on the start page: one form for each fault.
import { html } from 'hono/html'
import type { Html } from '../pages/frame.ts'
import { aadstsTable } from '../protocol/aadsts.ts'
import {
  azureDevOpsFaultNames,
  hasDays,
  hasOperation,
  isLasting,
  operationsOf,
  unknownScopeNumbers,
} from '../state/azure-devops-faults.ts'
import { DEFAULT_LAG_MINUTES, directoryFaultNames, operatorRefusals } from '../state/directory-faults.ts'
import { type FaultName, type Faults, faultNames, faultSentences } from '../state/faults.ts'
import { patTokenErrors } from '../state/pat-error.ts'

export const switchboardStyle = `
.faults { margin: 1rem 0 0; padding: 0; list-style: none }
.faults li { padding: .75rem 0; border-top: 1px solid var(--line) }
.faults form { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; justify-content: space-between }
.faults .what { flex: 1 1 16rem } .faults .fields { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end }
.faults .fields, .faults .fields div { max-width: 100% }
.faults label { display: block; font-size: .875rem; color: var(--soft) }
.faults input, .faults select { min-height: 2.75rem; padding: .25rem .5rem; border: 1px solid var(--line);
  border-radius: .5rem; background: var(--page); max-width: 100% }
.faults input { width: 5.5rem } h3 { margin: 1rem 0 .25rem; font-size: 1rem }
#faults h3 { margin-top: 1.5rem }
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
  const { aadsts, days, patError, operation, times } = fault
  const said = [
    ...(aadsts === null ? [] : [`AADSTS${aadsts}`]),
    ...(days === undefined ? [] : [`${days} days`]),
    ...(patError === undefined ? [] : [patError]),
    ...(operation === undefined ? [] : [`for ${operation}`]),
  ].map((each) => `${each}, `)
  return `${said.join('')}${times === 0 ? 'on until cleared' : `on, ${times} left`}`
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

type Option = { value: string | number; label: string }

const plain = (value: string | number): Option => ({ value, label: String(value) })

const choiceField = (fault: FaultName, name: string, label: string, options: Option[]): Html => html`<div>
<label for="${fault}-${name}">${label}</label>
<select id="${fault}-${name}" name="${name}">
${options.map(({ value, label }) => html`<option value="${value}">${label}</option>`)}
</select>
</div>`

const aadstsOptions: Option[] = [...aadstsTable.values()]
  .sort((a, b) => a.number - b.number)
  .map(({ number, where }) => ({ value: number, label: `${number} (${where})` }))

const furtherFields = (name: FaultName): Html => html`
${name === 'azure_devops_scopes_unknown' ? choiceField(name, 'aadsts', 'Number', unknownScopeNumbers.map(plain)) : ''}
${name === 'operator_refused' ? choiceField(name, 'aadsts', 'Number', operatorRefusals.map(plain)) : ''}
${name === 'directory_lag' ? numberField(name, 'minutes', 'Minutes', DEFAULT_LAG_MINUTES, 1) : ''}
${hasDays(name) ? numberField(name, 'days', 'Days', 30, 1) : ''}
${name === 'azure_devops_pat_error' ? choiceField(name, 'patError', 'Error', patTokenErrors.map(plain)) : ''}
${hasOperation(name) ? choiceField(name, 'operation', 'Operation', [{ value: '', label: 'any' }, ...operationsOf(name).map(plain)]) : ''}`

const faultForm = (faults: Faults, name: FaultName): Html => html`<li>
<form method="post" action="/faults">
<input type="hidden" name="fault" value="${name}">
<div class="what">${faultSentences[name]}<br><code class="soft">${name}</code>
<strong class="warn">${standing(faults, name)}</strong></div>
<div class="fields">
${name === 'aadsts' ? choiceField(name, 'aadsts', 'Number', aadstsOptions) : ''}
${name === 'clock_off' ? numberField(name, 'minutes', 'Minutes', 10, -100_000) : ''}
${furtherFields(name)}
${immediate.includes(name) || isLasting(name) ? '' : numberField(name, 'times', 'Times', 1, 0)}
<button aria-label="Set: ${faultSentences[name]}">Set</button>
</div>
</form>
</li>`

const ofOthers: readonly FaultName[] = [...directoryFaultNames, ...azureDevOpsFaultNames]

const groups = [
  { heading: 'Entra and Microsoft Graph', names: faultNames.filter((name) => !ofOthers.includes(name)) },
  { heading: 'The directory, where apps are registered', names: directoryFaultNames },
  { heading: 'Azure DevOps', names: azureDevOpsFaultNames },
]

export const switchboard = (faults: Faults): Html => html`<section id="faults">
<h2>Faults</h2>
<p class="soft">Each is used up by the requests it spoils; 0 times, or none to choose, means until cleared.</p>
<form method="post" action="/faults/clear"><button>Clear all faults</button></form>
${groups.map(
  ({ heading, names }) => html`<h3>${heading}</h3>
<ul class="faults">${names.map((name) => faultForm(faults, name))}</ul>`,
)}
</section>`
