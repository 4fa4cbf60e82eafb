// The evidence as the tables of docs/local-entra.md.
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

const sourceLink = (source: string) =>
  source.startsWith('https://') ? `[${pageName(source)}](${source})` : source

const row = ({ behavior, samples = [], sources = [], notSeen }: Evidence) => {
  const evidence = [...samples.map((sample) => `\`${sample}\``), ...sources.map(sourceLink)].join(', ')
  return `| ${cell(behavior)} | ${cell(evidence) || '—'} | ${cell(notSeen ?? '')} |`
}

const sectionText = ({ heading, evidence }: EvidenceSection) =>
  [`### ${heading}`, '', '| behavior | evidence | not seen |', '|---|---|---|', ...evidence.map(row)].join(
    '\n',
  )

/** The document with its evidence replaced. Throws when the document has no place for it. */
export function withEvidence(document: string, sections: readonly EvidenceSection[]): string {
  const start = document.indexOf(START)
  const end = document.indexOf(END)
  if (start < 0 || end < start) throw new Error(`the document has no lines ${START} and ${END}`)
  const tables = sections.map(sectionText).join('\n\n')
  return `${document.slice(0, start)}${START}\n\n${tables}\n\n${document.slice(end)}`
}
