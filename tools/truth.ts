// npm run truth
import { truth } from './truth/truth.ts'

const { exitCode, output } = await truth(process.argv.slice(2), fetch)
console.log(output)
process.exitCode = exitCode
