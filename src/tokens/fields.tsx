// The fields of the forms about tokens. A problem stands at its field, and above the form.
import type { Child } from 'hono/jsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { type Clock, DAY_MS, dayOf, formatDate } from '../ui/time.ts'
import { EXPIRY_DAYS, lastDay, type TypedExpiry } from './expiry.ts'
import { type FormProblem, MAX_NAME } from './form.ts'
import type { PatField } from './pat-error.ts'

/** More than a name can have, so that one that is too long is still seen to be. */
const MAX_SHOWN = 300

export type Problems = { problems: FormProblem[] }

const problemAt = (field: PatField, problems: FormProblem[]) =>
  problems.find((problem) => problem.field === field)?.sentence

/** What no field is to blame for, and where to look when a field is. */
export function ProblemSummary({ problems }: Problems) {
  if (problems.length === 0) return null
  const ofFields = problems.filter(({ field }) => field !== null)
  return (
    <ErrorSummary>
      {problems.map(({ field, sentence }) => field === null && <p>{sentence}</p>)}
      {ofFields.length > 0 && (
        <>
          <p>Nothing was saved. Fix the highlighted fields.</p>
          <ul>
            {ofFields.map(({ field, sentence }) => (
              <li>
                <a href={`#${field}`}>{sentence}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </ErrorSummary>
  )
}

/** A link beside which the form stays. */
export function OtherTab({ href, children }: { href: string; children?: Child }) {
  return (
    <a href={href} target="_blank" rel="noopener">
      {children}
    </a>
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
        value={value.slice(0, MAX_SHOWN).toWellFormed()}
        maxlength={MAX_NAME}
        required
        autocomplete="off"
        {...(problem && { 'aria-invalid': 'true', 'aria-describedby': 'displayName-problem' })}
      />
      <Problem field="displayName" sentence={problem} />
    </p>
  )
}

type ExpiryProps = { expiry: TypedExpiry; clock: Clock; keep?: number | null } & Problems

/** @param keep until when it lives already, in milliseconds, where that may stay; null = it could not be read */
export function ExpiryFields({ expiry, clock, keep, problems }: ExpiryProps) {
  return (
    <Group field="expiry" legend="Expiration" problems={problems}>
      {keep !== undefined && (
        <Choice name="expiry" value="keep" chosen={expiry.choice}>
          Unchanged{keep !== null && `: ${formatDate(keep, clock)}`}
        </Choice>
      )}
      {EXPIRY_DAYS.map((days) => (
        <Choice name="expiry" value={String(days)} chosen={expiry.choice}>
          In {days} days <span class="quiet">({formatDate(clock.now + days * DAY_MS, clock)})</span>
        </Choice>
      ))}
      <Choice name="expiry" value="date" chosen={expiry.choice}>
        Custom date (expires at midnight UTC)
      </Choice>
      <input
        type="date"
        name="date"
        value={expiry.date}
        min={dayOf(clock.now)}
        max={lastDay(clock.now)}
        aria-label="Last day, UTC"
      />
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
    <fieldset
      class="group"
      id={props.field}
      tabindex={-1}
      {...(problem && { 'aria-describedby': `${props.field}-problem` })}
    >
      <legend>{props.legend}</legend>
      <Problem field={props.field} sentence={problem} />
      {props.children}
    </fieldset>
  )
}

function Problem({ field, sentence }: { field: PatField; sentence: Child | undefined }) {
  if (sentence === undefined) return null
  return (
    <span class="problem" id={`${field}-problem`}>
      {sentence}
    </span>
  )
}
