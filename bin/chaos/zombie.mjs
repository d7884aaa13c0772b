// An agent that takes steps, falls silent until they are another's, and then tries to write all that it can.
import { setTimeout as sleep } from 'node:timers/promises'

/** Retries until a studio answers, whichever it is. */
async function ask({ urls, token, signal }, method, path, body) {
  for (let tries = 0; ; tries++) {
    signal.throwIfAborted()
    try {
      const raw = typeof body === 'string'
      const headers = { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': raw ? 'application/octet-stream' : 'application/json' }) }
      const response = await fetch(`${urls[tries % urls.length]}${path}`, { method, headers, ...(body !== undefined && { body: raw ? body : JSON.stringify(body) }), signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]) })
      const text = await response.text()
      if (response.status < 500) return { status: response.status, text, ok: response.ok }
    } catch {
      signal.throwIfAborted()
    }
    await sleep(200)
  }
}

/**
 * @param {{ urls: string[], token: string, hasEnded: (leaseId: string) => Promise<boolean>, signal: AbortSignal }} options
 * @returns {Promise<{ tried: number, accepted: string[] }>} once `signal` aborts
 */
export async function runZombie({ urls, token, hasEnded, signal }) {
  const counts = { tried: 0, accepted: [] }
  const call = (path, body, method = 'POST', by = token) => ask({ urls, token: by, signal }, method, path, body)
  try {
    const capabilities = { cpus: 1, memoryMb: 4000, platform: 'chaos', agentVersion: '0', python: null, pythonProblem: null, tags: [], slots: 1, gpus: [], diskFreeMb: null, pythons: [], containers: null, target: null }
    const { session } = JSON.parse((await call('/api/agent/hello', { name: 'zombie', capabilities, held: [] })).text)
    for (let round = 0; ; round++) {
      await sleep(1_000, undefined, { signal })
      const { leases = [] } = JSON.parse((await call('/api/agent/claim', { session, slots: 1, waitMs: 500, ready: [], python: false, commands: false })).text)
      const [lease] = leases
      if (!lease) continue
      // Of two, one takes its step up before it falls silent.
      if (round % 2 === 0) await call('/api/agent/heartbeat', beat(session, lease))
      while (!(await hasEnded(lease.id))) await sleep(500, undefined, { signal })
      await writeAll(lease, session, call, counts)
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
  return counts
}

const beat = (session, lease) => ({
  session, leases: [{ id: lease.id, fence: lease.fence }], waitMs: 0, environments: [], buildLog: [], log: [], python: null, pythonProblem: null, orders: 'work', bye: false,
  load: { cpu: 0, memoryUsedMb: 0, diskFreeMb: null, diskTotalMb: null, gpus: [], running: 1, cache: null },
})

async function writeAll(lease, session, call, counts) {
  const [input] = Object.values(lease.inputs)
  const outputs = input ? { table: { type: 'table', digest: input.digest, size: input.size, meta: {} } } : {}
  const end = { fence: lease.fence, message: '', outputs, metrics: {}, phases: {}, peakMemoryMb: null, logs: [], claim: null }
  const line = { seq: 9_999, stream: 'stdout', text: 'written by a zombie', at: Date.now() }
  const writes = {
    success: () => call(`/api/agent/leases/${lease.id}/done`, { ...end, endReason: 'succeeded' }),
    failure: () => call(`/api/agent/leases/${lease.id}/done`, { ...end, endReason: 'user_error' }),
    'a later fence': () => call(`/api/agent/leases/${lease.id}/done`, { ...end, fence: lease.fence + 1, endReason: 'user_error' }),
    logs: () => call(`/api/agent/leases/${lease.id}/logs`, { fence: lease.fence, chunks: [line] }),
    upload: () => call(`/api/artifacts/${'0'.repeat(64)}`, 'stale', 'PUT', lease.jobToken),
  }
  for (const [name, write] of Object.entries(writes)) {
    counts.tried++
    if ((await write()).ok) counts.accepted.push(`${name} of lease ${lease.id}`)
  }
  counts.tried++
  const { leases } = JSON.parse((await call('/api/agent/heartbeat', beat(session, lease))).text)
  if (leases?.find(({ id }) => id === lease.id)?.verdict !== 'kill') counts.accepted.push(`renewal of lease ${lease.id}`)
}
