// The local Entra in process, in workerd.
import { inProcessTests } from '../local-entra/in-process.ts'

inProcessTests()
