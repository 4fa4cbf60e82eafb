// The local Entra in process, in workerd.
import { inProcessTests } from './in-process.ts'

inProcessTests()
