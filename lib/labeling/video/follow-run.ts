import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import type { Output } from '@/lib/protocol/messages'
import { readLogs } from '@/lib/runs/logs'
import { readRun } from '@/lib/runs/read'
import type { Progress } from '../run-job'

const lookEveryMs = 1_000

/** Waits for a run, telling what it says and why it waits; what came out at the port. @throws AppError `invalid` with the reason of its failure, `conflict` where it was cancelled */
export async function followRun(ctx: Context, id: string, { node, port }: { node: string; port: string }, progress: Pick<Progress, 'say'>): Promise<Output> {
  for (let after: string | null = null; ; await sleep(lookEveryMs)) {
    const run = await readRun(ctx, id)
    const output = run.steps.find((step) => step.node === node)?.outputs[port]
    if (run.state === 'succeeded' && output) return output
    if (run.state === 'cancelled') throw new AppError('conflict', `Run ${run.number} was cancelled. Send the file again.`)
    if (run.state === 'failed' || run.state === 'succeeded') throw new AppError('invalid', run.steps.find((step) => step.state === 'failed')?.message ?? 'The run came to nothing.')
    const { lines, next } = await readLogs(ctx, id, { node, ...(after !== null && { after }) })
    after = next
    const waits = run.steps.find((step) => step.waitReason !== null && step.state === 'queued')?.waitReason
    const words = lines.at(-1)?.text ?? waits
    if (words) progress.say(words)
  }
}
