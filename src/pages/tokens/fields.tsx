// The fields of the forms about tokens. A problem stands at its field, and above the form.
import type { Child } from 'hono/jsx'
import { dayOf, EXPIRY_DAYS, lastDay, type TypedExpiry } from '../../azure-devops/expiry.ts'
import type { PatField } from '../../azure-devops/pat-error.ts'
import type { FormProblem } from '../../azure-devops/typed.ts'
import { dateOf } from './moment.tsx'
import { GLOBAL_WARNING } from './parts.tsx'

export type Problems = { problems: FormProblem[] }

const problemAt = (field: PatField, problems: FormProblem[]) =>
  problems.find((problem) => problem.field === field)?.sentence

/** What no field is to blame for, and where to look when a field is. */
export function Problems({ problems }: Problems) {
  if (problems.length === 0) return null
  const general = problems.filter(({ field }) => field === null)
  return (
    <div class="problem" role="alert">
      {general.map(({ sentence, next }) => (
        <p>
          {sentence}
          {next === 'look' && (
            <>
              {' '}
              It may have been done all the same: <a href="/tokens">look at your tokens</a> before you send
              this again.
            </>
          )}
          {next === 'new token' && (
            <>
              {' '}
              That cannot be changed here. <a href="/tokens/new">Make a new token</a> instead, then revoke
              this one.
            </>
          )}
          {next === 'sign in' && (
            <>
              {' '}
              <a href="/tokens" target="_blank" rel="noopener">
                Open your tokens in another tab
              </a>
              , sign in there, then send this form once more.
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

export function Group(props: { field: PatField; legend: string; children?: Child } & Problems) {
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
