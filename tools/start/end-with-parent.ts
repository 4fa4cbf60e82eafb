// Preloaded into wrangler (node --import): ends it, workerd and esbuild when the other end of standard input is gone.
// The operating system closes that pipe however npm start ends, by SIGKILL too.

const GRACE_MS = 5_000

process.stdin.once('end', () => {
  process.kill(process.pid, 'SIGTERM')
  // wrangler ends its children at SIGTERM. Should it hang, its whole process group is killed.
  setTimeout(() => (process.platform === 'win32' ? process.exit() : process.kill(0, 'SIGKILL')), GRACE_MS)
})
process.stdin.resume()
