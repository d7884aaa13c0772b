import type { StatusName } from '@/components/ui/status'
import type { TrackedRun } from '@/lib/tracking/views'

/** The protocol's states as the rest of the studio shows them. */
export const statusOf: Record<TrackedRun['status'], StatusName> = { RUNNING: 'running', SCHEDULED: 'queued', FINISHED: 'succeeded', FAILED: 'failed', KILLED: 'cancelled' }
export const isOpen = (status: TrackedRun['status']) => status === 'RUNNING' || status === 'SCHEDULED'
