// npx local-entra
import { entraCommand } from '../../emulator/command-line/entra.ts'

const exitCode = await entraCommand(process.argv.slice(2), 'npx local-entra')
if (exitCode !== null) process.exitCode = exitCode
