/** One line about a file or folder that cannot be used; null = the error is about something else. */
export function fileError(error: unknown): string | null {
  const { code, path } = error as NodeJS.ErrnoException
  if (!code || !path) return null
  return `${path} cannot be used (${code}). Check its permissions and those of its folder.`
}
