// The local Entra in process, in Node.
import { inProcessTests } from './in-process.ts'

inProcessTests()
