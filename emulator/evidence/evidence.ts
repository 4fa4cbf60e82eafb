// What one behavior of the local Entra rests on: samples in test/recorded/, Microsoft's pages and code, or nothing yet.

export type Evidence = {
  /** One sentence: what the local Entra does. */
  behavior: string
  /** Samples of test/recorded/, each as `file#name`: `token-answers#65001`. */
  samples?: readonly string[]
  /** URLs of Microsoft's pages, or `owner/repository#number` of a public thread or file. */
  sources?: readonly string[]
  /** What of it nobody has seen or documented; `all of it` for a behavior that is a guess. */
  notSeen?: string
}

/** The behaviors of one folder of the emulator, under a heading of docs/local-entra.md. */
export type EvidenceSection = { heading: string; evidence: readonly Evidence[] }
