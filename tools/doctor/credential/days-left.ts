// How long a credential is still valid, and whether to replace it now.
import { remaining } from '../../certificate/lifetime.ts'
import { type Outcome, pass, warn } from '../diagnosis/outcome.ts'

/** @param endsAt @param now milliseconds */
export function daysLeft(variable: string, endsAt: number, now: number, whatToDo: string): Outcome {
  const { words, isSoon, isUrgent } = remaining(endsAt, now)
  const sentence = `${variable} ${words}.`
  if (isUrgent) return warn(sentence, `Do this now: after that, nobody can sign in. ${whatToDo}`)
  return isSoon ? warn(sentence, whatToDo) : pass(sentence)
}
