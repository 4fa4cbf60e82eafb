// Stands before a contender's bundle when KV operations are counted; never when CPU time is measured.
import worker from './index.js'

const counts = { get: 0, put: 0, delete: 0, list: 0 }
const recorded = new WeakMap()

function record(env) {
  if (!env.SESSIONS) return env
  let copy = recorded.get(env)
  if (!copy) {
    const store = new Proxy(env.SESSIONS, {
      get(real, operation) {
        if (!(operation in counts)) return Reflect.get(real, operation)
        return (...parameters) => {
          counts[operation] += 1
          return real[operation](...parameters)
        }
      },
    })
    copy = { ...env, SESSIONS: store }
    recorded.set(env, copy)
  }
  return copy
}

export default {
  fetch(request, env, context) {
    if (new URL(request.url).pathname === '/kv-operations') return Response.json(counts)
    return worker.fetch(request, record(env), context)
  },
}
