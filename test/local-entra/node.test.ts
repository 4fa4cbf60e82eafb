// The local Entra in process, in Node.

import { inProcessTests } from './in-process.ts'
import { controlTests } from './in-process-control.ts'

inProcessTests()
controlTests()
