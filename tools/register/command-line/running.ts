// One run's output and environment.
import type { Report } from './report.ts'
import type { Screen } from './screen.ts'
import type { Surroundings } from './surroundings.ts'

export type Running = { screen: Screen; report: Report; surroundings: Surroundings }
