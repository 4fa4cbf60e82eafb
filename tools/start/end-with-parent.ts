// Preloaded into wrangler (node --import): stops it, workerd and esbuild when standard input is closed.
// The operating system closes that pipe however npm start ends, even by SIGKILL.

const GRACE_MS = 5_000

process.stdin.once('end', () => {
  process.kill(process.pid, 'SIGTERM')
  // wrangler stops its children on SIGTERM. If it hangs, its whole process group is killed.
  setTimeout(() => (process.platform === 'win32' ? process.exit() : process.kill(0, 'SIGKILL')), GRACE_MS)
})
process.stdin.resume()
