// A permission of an API, and how a table lists them: `id name Admin|User title` a line, - for what nobody has shown.

/** `id`: what app registrations call it. `sentence`: what the consent page says. */
export type Permission = { id: string; name: string; sentence: string; adminOnly?: true }

const UNSEEN = '-'

/** `unseen`: the first 24 characters of the ids of those that have none. */
export const permissionsOf = (table: string, unseen: string): Permission[] =>
  table
    .trim()
    .split('\n')
    .map((line, index) => {
      const [id = UNSEEN, name = '', granter, ...words] = line.split(' ')
      const title = words.join(' ')
      return {
        id: id === UNSEEN ? `${unseen}${index.toString(16).padStart(12, '0')}` : id,
        name,
        sentence: title === UNSEEN ? name : title,
        ...(granter === 'Admin' ? { adminOnly: true as const } : {}),
      }
    })
