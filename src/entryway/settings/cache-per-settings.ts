// What an isolate remembers, it remembers for one configuration: a test's, or one after a change, starts with nothing.
import type { Settings } from './settings.ts'

/** @param first what is remembered to begin with */
export function bySettings<T extends object>(first: () => T): (settings: Settings) => T {
  const memories = new WeakMap<Settings, T>()
  return (settings) => {
    let memory = memories.get(settings)
    if (!memory) {
      memory = first()
      memories.set(settings, memory)
    }
    return memory
  }
}
