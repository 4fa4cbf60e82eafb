// An API's permission, and the tables' format: `id name Admin|User title` per line, - for what has not been seen.

/** `id`: as in app registrations. `sentence`: the consent page's text. */
export type Permission = { id: string; name: string; sentence: string; adminOnly?: true }

const UNSEEN = '-'

/** `unseen`: the first 24 characters of the IDs of permissions whose own has not been seen. */
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
