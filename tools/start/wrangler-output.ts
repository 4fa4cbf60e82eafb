// Leaves out of wrangler's output what npm start has set itself: its first request, the settings' file, and the bindings.
import { stripVTControlCharacters } from 'node:util'

const HEALTH = /GET \S*\/healthz /
const SECRETS = /^Using secrets defined in /
const BINDINGS = /^Your Worker has access to the following bindings:$/
/** A row of that table, or the blank line below it. */
const ROW = /^(?:Binding|env\.| {2}|$)/

/** @returns a function from the next text to the part of it to show; an unfinished line is shown with its end */
export function quietly(): (text: string) => string {
  let unfinished = ''
  let inBindings = false
  const isShown = (line: string) => {
    const text = stripVTControlCharacters(line).trimEnd()
    if (inBindings) {
      inBindings = ROW.test(text) && text !== ''
      if (ROW.test(text)) return false
    }
    inBindings = BINDINGS.test(text)
    return !inBindings && !HEALTH.test(text) && !SECRETS.test(text)
  }
  return (text) => {
    const lines = (unfinished + text).split('\n')
    unfinished = lines.pop() ?? ''
    return lines
      .filter(isShown)
      .map((line) => `${line}\n`)
      .join('')
  }
}
