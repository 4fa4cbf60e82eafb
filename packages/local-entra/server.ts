// The local Entra behind Node's HTTP server.
export { type Served, type ServeOptions, serveLocalEntra } from '../../emulator/serve.ts'
