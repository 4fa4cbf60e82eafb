// How long a credential still lasts.
import { type Outcome, pass, warn } from './outcome.ts'

/** Long enough to make a new one before the old one ends, holidays included. */
const NOTICE_DAYS = 30
const DAY_MS = 86_400_000

/** @param endsAt @param now milliseconds */
export function daysLeft(variable: string, endsAt: number, now: number, whatToDo: string): Outcome {
  const days = Math.floor((endsAt - now) / DAY_MS)
  const day = new Date(endsAt).toISOString().slice(0, 10)
  const left = days === 1 ? 'one day is' : `${days} days are`
  const sentence = `${variable} ends on ${day}: ${left} left.`
  return days < NOTICE_DAYS ? warn(sentence, whatToDo) : pass(sentence)
}
