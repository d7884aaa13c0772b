// A process of its own that claims and finishes steps until nothing is ready; prints what it claimed as JSON.
import { connect } from '@/db/client'
import { claim } from '@/lib/queue/claim'
import { done } from '@/lib/queue/done'
import { Hints } from '@/lib/queue/hints'

const [url, id, session] = process.argv.slice(2) as [string, string, string]
const { sql, close } = connect(url, { max: 2 })
const queue = { sql, hints: new Hints(sql), has: () => true }
const agent = { id, name: id, memoryMb: 8000 }
const request = { session, slots: 3, waitMs: 0, ready: [], python: false }
const claimed: string[] = []
for (;;) {
  let leases = await claim(queue, agent, request)
  if (leases.length === 0) break
  while (leases.length > 0) {
    const following = []
    for (const lease of leases) {
      claimed.push(lease.step.node)
      const outputs = { table: { type: 'table', digest: 'a'.repeat(64), size: 1, meta: {} } }
      following.push(...(await done(queue, agent, lease.id, { fence: lease.fence, endReason: 'succeeded', message: '', outputs, metrics: {}, phases: {}, peakMemoryMb: null, logs: [], claim: { ...request, slots: 1 } })))
    }
    leases = following
  }
}
console.log(JSON.stringify(claimed))
await close()
