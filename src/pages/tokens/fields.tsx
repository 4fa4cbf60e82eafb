// The fields of the forms about tokens. A problem stands at its field, and above the form.
import type { Child } from 'hono/jsx'
import { dayOf, EXPIRY_DAYS, lastDay, type TypedExpiry } from '../../azure-devops/expiry.ts'
import type { PatField } from '../../azure-devops/pat-error.ts'
import {
  COMMON_AREAS,
  FURTHER_AREAS,
  isKnownScope,
  type PatScope,
  type ScopeArea,
} from '../../azure-devops/pat-scope.ts'
import type { FormProblem, Typed } from '../../azure-devops/typed.ts'
import { shorten } from '../text.tsx'
import { dateOf } from './moment.tsx'
import { GLOBAL_WARNING, Privileged } from './parts.tsx'

type Problems = { problems: FormProblem[] }

const problemAt = (field: PatField, problems: FormProblem[]) =>
  problems.find((problem) => problem.field === field)?.sentence

/** What no field is to blame for, and where to look when a field is. */
export function Problems({ problems }: Problems) {
  if (problems.length === 0) return null
  const general = problems.filter(({ field }) => field === null)
  return (
    <div class="problem" role="alert">
      {general.map(({ sentence, lookFirst }) => (
        <p>
          {sentence}
          {lookFirst && (
            <>
              {' '}
              It may have been done all the same: <a href="/tokens">look at your tokens</a> before you send
              this again.
            </>
          )}
        </p>
      ))}
      {general.length < problems.length && <p>Nothing was changed. Look at what is marked below.</p>}
    </div>
  )
}

export function NameField({ value, problems }: { value: string } & Problems) {
  const problem = problemAt('displayName', problems)
  return (
    <p>
      <label for="displayName">Name</label>
      <input
        id="displayName"
        name="displayName"
        value={value}
        maxlength={255}
        required
        autocomplete="off"
        {...(problem && { 'aria-invalid': 'true', 'aria-describedby': 'displayName-problem' })}
      />
      <Problem field="displayName" sentence={problem} />
    </p>
  )
}

export function ScopeFields({ typed, held = [], problems }: { typed: Typed; held?: string[] } & Problems) {
  const others = held.filter((name) => !isKnownScope(name) && name !== 'app_token')
  const isChosen = ({ chains }: ScopeArea) => chains.flat().some(({ name }) => typed.scopes.includes(name))
  return (
    <Group field="scope" legend="Scopes" problems={problems}>
      <p class="quiet">What the token may do. Choose no more than it needs.</p>
      <div class="areas">
        {COMMON_AREAS.map((area) => (
          <Area {...area} chosen={typed.scopes} />
        ))}
        {others.length > 0 && <Area area="Other" chains={others.map(unknownScope)} chosen={typed.scopes} />}
      </div>
      <details open={FURTHER_AREAS.some(isChosen)}>
        <summary>All other scopes</summary>
        <div class="areas">
          {FURTHER_AREAS.map((area) => (
            <Area {...area} chosen={typed.scopes} />
          ))}
        </div>
      </details>
      <details open={typed.fullAccess}>
        <summary>Full access</summary>
        <p class="warning" id="full-warning">
          Such a token may do all that you may do, in every project. Whoever finds it can too. Prefer single
          scopes; with full access none of them may be chosen.
        </p>
        <label class="choice">
          <input
            type="checkbox"
            name="full"
            value="yes"
            checked={typed.fullAccess}
            aria-describedby="full-warning"
          />
          <span>
            Full access
            <Privileged />
          </span>
        </label>
      </details>
    </Group>
  )
}

/** The stylesheet shows "included" at what stands before a chosen scope in its chain. */
function Area({ area, chains, chosen }: ScopeArea & { chosen: string[] }) {
  return (
    <fieldset class="area">
      <legend>{area}</legend>
      {chains.map((chain) => (
        <div class="chain">
          {chain.map(({ name, words, isPrivileged }) => (
            <label class="choice">
              <input type="checkbox" name="scope" value={name} checked={chosen.includes(name)} />
              <span>
                {shorten(words)}
                {isPrivileged && <Privileged />}
                <span class="included"> (included)</span>
              </span>
            </label>
          ))}
        </div>
      ))}
    </fieldset>
  )
}

/** The token has it, and the table does not: it can be kept. */
const unknownScope = (name: string): PatScope[] => [{ name, area: '', words: name, isPrivileged: false }]

type ExpiryProps = { expiry: TypedExpiry; now: number; keep?: number | undefined } & Problems

/** @param keep until when it lives already, in milliseconds, where that may stay */
export function ExpiryFields({ expiry, now, keep, problems }: ExpiryProps) {
  return (
    <Group field="expiry" legend="Ends" problems={problems}>
      {keep !== undefined && (
        <Choice name="expiry" value="keep" chosen={expiry.choice}>
          As it is: {dateOf(keep)}
        </Choice>
      )}
      {EXPIRY_DAYS.map((days) => (
        <Choice name="expiry" value={String(days)} chosen={expiry.choice}>
          In {days} days <span class="quiet">({dateOf(now + days * 86_400_000)})</span>
        </Choice>
      ))}
      <Choice name="expiry" value="date" chosen={expiry.choice}>
        At the end of a day (midnight UTC):
      </Choice>
      <input
        type="date"
        name="date"
        value={expiry.date}
        min={dayOf(now)}
        max={lastDay(now)}
        aria-label="The last day, UTC"
      />
    </Group>
  )
}

export function OrganizationFields(props: { organization: string; isAll: boolean } & Problems) {
  const chosen = props.isAll ? 'all' : 'this'
  return (
    <Group field="organizations" legend="Organizations" problems={props.problems}>
      <Choice name="organizations" value="this" chosen={chosen}>
        <bdi>{props.organization}</bdi> only
      </Choice>
      <Choice name="organizations" value="all" chosen={chosen}>
        All that you can reach. <span class="warning">{GLOBAL_WARNING}</span>
      </Choice>
    </Group>
  )
}

function Choice(props: { name: string; value: string; chosen: string; children?: Child }) {
  return (
    <label class="choice">
      <input type="radio" name={props.name} value={props.value} checked={props.value === props.chosen} />
      <span>{props.children}</span>
    </label>
  )
}

function Group(props: { field: PatField; legend: string; children?: Child } & Problems) {
  const problem = problemAt(props.field, props.problems)
  return (
    <fieldset class="group" {...(problem && { 'aria-describedby': `${props.field}-problem` })}>
      <legend>{props.legend}</legend>
      <Problem field={props.field} sentence={problem} />
      {props.children}
    </fieldset>
  )
}

function Problem({ field, sentence }: { field: PatField; sentence: string | undefined }) {
  if (sentence === undefined) return null
  return (
    <span class="problem" id={`${field}-problem`}>
      {sentence}
    </span>
  )
}
