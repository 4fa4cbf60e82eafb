// What is not written in this project, and what to write instead.

export type Rule = {
  /** Matched without regard to case. */
  pattern: RegExp
  instead: string
  /** `everywhere` = code and comments too; `docs` = Markdown only. */
  where: 'everywhere' | 'docs'
}

/** British stem, American stem: `colour` finds "colours" and "coloured" too. */
const BRITISH: [string, string][] = [
  ['behaviour', 'behavior'],
  ['colour', 'color'],
  ['favour', 'favor'],
  ['honour', 'honor'],
  ['neighbour', 'neighbor'],
  ['labour', 'labor'],
  ['centre', 'center'],
  ['licence', 'license'],
  ['defence', 'defense'],
  ['offence', 'offense'],
  ['catalogue', 'catalog'],
  ['dialogue box', 'dialog box'],
  ['programme', 'program'],
  ['grey', 'gray'],
  ['whilst', 'while'],
  ['amongst', 'among'],
  ['cancelled', 'canceled'],
  ['cancelling', 'canceling'],
  ['labelled', 'labeled'],
  ['labelling', 'labeling'],
  ['signalled', 'signaled'],
  ['travelled', 'traveled'],
  ['modelled', 'modeled'],
  ['fulfil ', 'fulfill'],
  ['analyse', 'analyze'],
  ['authoris', 'authoriz'],
  ['organis', 'organiz'],
  ['recognis', 'recogniz'],
  ['serialis', 'serializ'],
  ['initialis', 'initializ'],
  ['normalis', 'normaliz'],
  ['synchronis', 'synchroniz'],
  ['minimis', 'minimiz'],
  ['optimis', 'optimiz'],
  ['customis', 'customiz'],
  ['summaris', 'summariz'],
  ['utilis', 'utiliz'],
]

/** Every form of the word. "optimism" and "optimistic" are not British, and `redirects#…-cancelled` is a sample's name. */
const british = BRITISH.map(
  ([stem, instead]): Rule => ({
    pattern: new RegExp(`(?<!-)\\b${stem}(?!m\\b|t\\b|ti|ts\\b|ms\\b)`, 'i'),
    instead,
    where: 'everywhere',
  }),
)

export const RULES: Rule[] = [
  ...british,
  { pattern: /\bmends?\b|\bmended\b|\bmending\b/i, instead: 'fix', where: 'docs' },
  { pattern: /\bto the letter\b/i, instead: 'exactly', where: 'docs' },
  { pattern: /\bnot any more\b/i, instead: 'no longer', where: 'docs' },
  { pattern: /\bany ?more\b/i, instead: 'no longer', where: 'docs' },
  { pattern: /\bonly just now\b/i, instead: 'just now', where: 'docs' },
  { pattern: /\bat the most\b/i, instead: 'at most', where: 'docs' },
  { pattern: /\ball the same\b/i, instead: 'anyway, or still', where: 'docs' },
  { pattern: /\bwhoever\b/i, instead: 'anyone who', where: 'docs' },
  { pattern: /\b(?:some|any|every)body\b/i, instead: 'someone, anyone, everyone', where: 'docs' },
  { pattern: /\bbeside\b/i, instead: 'next to, with, or compared with', where: 'docs' },
  { pattern: /\be-mail/i, instead: 'email', where: 'docs' },
  { pattern: /\bother way about\b/i, instead: 'vice versa', where: 'docs' },
  { pattern: /\bthe lot\b/i, instead: 'everything', where: 'docs' },
  { pattern: /\bnobody (?:but|who)\b/i, instead: 'only …, or no one who', where: 'docs' },
  { pattern: /\bsimply\b|\bjust (?:run|add|set|call)\b|\beasily\b/i, instead: 'nothing', where: 'docs' },
  { pattern: /\bplease\b/i, instead: 'nothing: say what to do', where: 'docs' },
  { pattern: /\be\.g\.|\bi\.e\.|\betc\./i, instead: 'such as, that is, and so on', where: 'docs' },
  { pattern: /\bwhitelist|\bblacklist/i, instead: 'allowlist, blocklist', where: 'everywhere' },
]
