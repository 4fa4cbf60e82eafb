// npm run entra: runs the local Entra alone, for any app.
import { entraCommand } from '../emulator/command-line/entra.ts'

const exitCode = await entraCommand(process.argv.slice(2), 'npm run entra --')
if (exitCode !== null) process.exitCode = exitCode
