// The evidence as the tables of docs/local-entra.md.
import type { Aadsts } from '../protocol/aadsts.ts'
import type { Evidence, EvidenceSection } from './evidence.ts'

const START = '<!-- evidence: written by `npm run evidence` from emulator/*/evidence.ts -->'
const END = '<!-- /evidence -->'

const cell = (text: string) => text.replaceAll('|', '\\|')

const pageName = (url: string) =>
  url
    .replace(/[#?].*$/, '')
    .replace(/\/$/, '')
    .split('/')
    .at(-1) ?? url

/** A sample is `file#name`, a thread `owner/repository#number`, a page its URL. */
function link(source: string): string {
  if (source.startsWith('https://')) return `[${pageName(source)}](${source})`
  return source.includes('/') ? source : `\`${source}\``
}

const row = ({ behavior, samples = [], sources = [], notSeen }: Evidence) => {
  const evidence = [...samples, ...sources].map(link).join(', ')
  return `| ${cell(behavior)} | ${cell(evidence) || '—'} | ${cell(notSeen ?? '')} |`
}

const sectionText = ({ heading, evidence }: EvidenceSection) =>
  [`### ${heading}`, '', '| behavior | evidence | not seen |', '|---|---|---|', ...evidence.map(row)].join(
    '\n',
  )

const met = { authorize: 'redirect', token: 'token response', page: 'page' }

const numberRow = ({ number, where, error, status, evidence }: Aadsts) =>
  `| ${number} | ${met[where]} | ${where === 'token' ? `${error}, ${status}` : error} | ${evidence.map(link).join(', ') || 'not seen'} |`

const numbersText = (numbers: Iterable<Aadsts>) =>
  [
    '### AADSTS numbers',
    '',
    'Each can be set as a fault. If the page on error codes is the only evidence, only the number is documented; the OAuth',
    'error is the likely one.',
    '',
    '| number | reported by | error | evidence |',
    '|---|---|---|---|',
    ...[...numbers].map(numberRow),
  ].join('\n')

/** The document with its evidence replaced. Throws when the document has no place for it. */
export function withEvidence(
  document: string,
  sections: readonly EvidenceSection[],
  numbers: Iterable<Aadsts>,
): string {
  const start = document.indexOf(START)
  const end = document.indexOf(END)
  if (start < 0 || end < start) throw new Error(`the document has no lines ${START} and ${END}`)
  const tables = [...sections.map(sectionText), numbersText(numbers)].join('\n\n')
  return `${document.slice(0, start)}${START}\n\n${tables}\n\n${document.slice(end)}`
}
