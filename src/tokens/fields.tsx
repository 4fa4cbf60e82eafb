// The fields of the forms about tokens.
import type { Child } from 'hono/jsx'
import { describedBy, FieldProblem, type Problems, TextField } from '../ui/form.tsx'
import { type Clock, DAY_MS, dayOf, formatDate } from '../ui/time.ts'
import { EXPIRY_DAYS, lastDay, type TypedExpiry } from './expiry.ts'
import { MAX_NAME } from './form.ts'
import type { PatField } from './pat-error.ts'

/** More than a name can have, so that one that is too long is still seen to be. */
const MAX_SHOWN = 300

export function NameField({ value, problems }: { value: string } & Problems) {
  const shown = value.slice(0, MAX_SHOWN).toWellFormed()
  return (
    <TextField
      name="displayName"
      label="Name"
      value={shown}
      maxlength={MAX_NAME}
      required
      {...{ problems }}
    />
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
  const { field, legend, problems, children } = props
  return (
    <fieldset class="group" id={field} tabindex={-1} {...describedBy(field, problems)}>
      <legend>{legend}</legend>
      <FieldProblem name={field} problems={problems} />
      {children}
    </fieldset>
  )
}
