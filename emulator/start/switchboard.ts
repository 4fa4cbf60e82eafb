// The switchboard on the start page: one form for each fault.
import { html } from 'hono/html'
import { type NamedFault, namedFaults, sentenceOf } from '../local-entra/named-faults.ts'
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
import { type FaultName, faultNames, faultSentences } from '../state/fault-names.ts'
import { immediateFaults } from '../state/fault-options.ts'
import type { Faults } from '../state/faults.ts'
import { patTokenErrors } from '../state/pat-error.ts'

export const switchboardStyle = `
.faults { margin: .25rem 0 0; padding: 0; list-style: none }
.faults li { padding: .75rem 0; border-top: 1px solid var(--line); scroll-margin: 6rem }
.faults li:target { box-shadow: -.5rem 0 0 var(--card), -.75rem 0 0 var(--strong) }
.faults form { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; justify-content: space-between }
.faults .what { flex: 1 1 16rem } .faults .fields { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end }
.faults .fields, .faults .fields div { max-width: 100% }
#faults label { display: block; font-size: .875rem; color: var(--soft) }
#faults input, #faults select { min-height: 2.75rem; padding: .25rem .5rem; border: 1px solid var(--line);
  border-radius: .5rem; background: var(--page); max-width: 100% }
.faults select { width: 100% } .faults input { width: 5.5rem } #search { width: 100% }
#on-now { margin: 0 0 1rem; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--page); scroll-margin: 1rem }
#on-now p { margin: 0 } #on-now ul { margin: 0; padding: 0; list-style: none }
#on-now form { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between;
  padding: .25rem 0 }
[hidden] { display: none !important }
`

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
  fault: FaultName | NamedFault,
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
  .map(({ number, text }) => ({ value: number, label: `${number}: ${text.slice(0, 90)}` }))

const furtherFields = (name: FaultName): Html => html`
${name === 'azure_devops_scopes_unknown' ? choiceField(name, 'aadsts', 'Number', unknownScopeNumbers.map(plain)) : ''}
${name === 'operator_refused' ? choiceField(name, 'aadsts', 'Number', operatorRefusals.map(plain)) : ''}
${name === 'directory_lag' ? numberField(name, 'minutes', 'Minutes', DEFAULT_LAG_MINUTES, 1) : ''}
${hasDays(name) ? numberField(name, 'days', 'Days', 30, 1) : ''}
${name === 'azure_devops_pat_error' ? choiceField(name, 'patError', 'Error', patTokenErrors.map(plain)) : ''}
${hasOperation(name) ? choiceField(name, 'operation', 'Operation', [{ value: '', label: 'any' }, ...operationsOf(name).map(plain)]) : ''}`

const faultForm = (faults: Faults, name: FaultName): Html => html`<li id="fault-${name}">
<form method="post" action="/faults">
<input type="hidden" name="fault" value="${name}">
<div class="what">${faultSentences[name]}<br><code class="soft">${name}</code>
<strong class="warn" id="standing-${name}" data-live>${standing(faults, name)}</strong></div>
<div class="fields">
${name === 'aadsts' ? choiceField(name, 'aadsts', 'Number', aadstsOptions) : ''}
${name === 'clock_off' ? numberField(name, 'minutes', 'Minutes', 10, -100_000) : ''}
${furtherFields(name)}
${immediateFaults.includes(name) || isLasting(name) ? '' : numberField(name, 'times', 'Times', 1, 0)}
<button aria-label="Set: ${faultSentences[name]}">Set</button>
</div>
</form>
</li>`

const ofOthers: readonly FaultName[] = [...directoryFaultNames, ...azureDevOpsFaultNames]

const groups = [
  { heading: 'Entra and Microsoft Graph', names: faultNames.filter((name) => !ofOthers.includes(name)) },
  { heading: 'The directory and app registration', names: directoryFaultNames },
  { heading: 'Azure DevOps', names: azureDevOpsFaultNames },
]

/** Empty if another number is set. */
const standingInWords = (faults: Faults, name: NamedFault) =>
  faults.get('aadsts')?.aadsts === namedFaults[name].aadsts ? standing(faults, 'aadsts') : ''

const namedForm = (faults: Faults, name: NamedFault): Html => html`<li id="fault-${name}">
<form method="post" action="/faults/in-words">
<input type="hidden" name="name" value="${name}">
<div class="what">${namedFaults[name].sentence}<br><code class="soft">${name}</code>
<span class="soft">AADSTS${namedFaults[name].aadsts}</span>
<strong class="warn" id="standing-${name}" data-live>${standingInWords(faults, name)}</strong></div>
<div class="fields">
${numberField(name, 'times', 'Times', 1, 0)}
<button aria-label="Set: ${namedFaults[name].sentence}">Set</button>
</div>
</form>
</li>`

const onNow = (faults: Faults): Html => html`<div id="on-now" role="status" tabindex="-1" data-live>
${
  faults.size === 0
    ? html`<p>No faults are set.</p>`
    : html`<strong>Set now</strong>
<ul>${[...faults].map(
        ([name, fault]) => html`<li><form method="post" action="/faults/clear">
<input type="hidden" name="only" value="${name}">
<span>${sentenceOf(name, fault)}: <strong class="warn">${standing(faults, name)}</strong></span>
<button aria-label="Clear: ${sentenceOf(name, fault)}">Clear</button></form></li>`,
      )}</ul>
<form method="post" action="/faults/clear"><span></span><button>Clear all faults</button></form>`
}
</div>`

const group = (
  heading: string,
  items: Html[],
): Html => html`<details><summary>${heading} (${items.length})</summary>
<ul class="faults">${items}</ul></details>`

/** @param azureDevOps whether there is an Azure DevOps organization */
export const switchboard = (faults: Faults, azureDevOps: boolean): Html => html`<section id="faults">
<h2>Faults</h2>
<p class="soft">Choose what goes wrong next. Each fault affects the given number of requests;
0 means until you clear it. Those without a number happen at once, or last until you clear them.</p>
${onNow(faults)}
<div hidden><label for="search">Search faults</label><input id="search" type="search" autocomplete="off"
placeholder="such as: expired, 503, consent"></div>
<p id="none" role="status" hidden>No fault matches.</p>
${group(
  'Common errors',
  (Object.keys(namedFaults) as NamedFault[]).map((name) => namedForm(faults, name)),
)}
${groups
  .filter(({ names }) => azureDevOps || names !== azureDevOpsFaultNames)
  .map(({ heading, names }) =>
    group(
      heading,
      names.map((name) => faultForm(faults, name)),
    ),
  )}
</section>`
