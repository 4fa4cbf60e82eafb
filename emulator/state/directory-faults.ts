// What may go wrong in the directory on demand, on the switchboard under a heading of its own.

export const directoryFaultSentences = {
  directory_replication: 'What is new in the directory is not found yet',
  directory_throttled: 'The directory answers 429 with Retry-After',
  directory_unavailable: 'The directory answers 503',
  directory_denied: 'The directory answers 403: a permission or a role is missing',
} as const

type DirectoryFaultName = keyof typeof directoryFaultSentences

export const directoryFaultNames = Object.keys(directoryFaultSentences) as DirectoryFaultName[]
