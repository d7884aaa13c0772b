import type { Hints } from '@/lib/hints'

export { Hints, hints } from '@/lib/hints'

/** How long changes of one run are gathered before watchers hear of them, in milliseconds. */
const gatherMs = 80

export const runTopic = (runId: string, workspaceId: string) => `run:${workspaceId}:${runId}`
export const workspaceTopic = (workspaceId: string) => `run:${workspaceId}:`
export const agentTopic = (agentId: string) => `agent:${agentId}`
export const queueTopic = 'queue'

export function hintRun(to: Hints, run: { id: string; workspaceId: string }): void {
  to.send(runTopic(run.id, run.workspaceId), gatherMs)
}
