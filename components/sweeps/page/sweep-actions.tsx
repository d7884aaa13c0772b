'use client'

import { useState } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CircleStop, Pause, Play } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { SweepView } from '@/lib/sweeps/read'
import { sweepKeys } from '../queries'

/** Pause, resume, stop, and after the end: go on with more trials. */
export function SweepActions({ sweep }: { sweep: SweepView }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const client = useQueryClient()
  const canSubmit = useCan('runs.submit')
  const canCancel = useCan('runs.cancel')
  const [asking, setAsking] = useState(false)
  const act = useMutation({
    mutationFn: ({ verb, body }: { verb: 'pause' | 'resume' | 'stop'; body?: object }) => api.post<SweepView>(`/sweeps/${sweep.id}/${verb}`, body),
    onSuccess: (view) => client.setQueryData(sweepKeys.sweep(slug, sweep.id), view),
  })
  const more = Math.max(5, Math.ceil(sweep.config.limits.trials / 2))
  const ended = sweep.state === 'finished' || sweep.state === 'stopped' || sweep.state === 'failed'
  // A grid or a small space that is tried out has nothing left to try.
  const exhausted = ended && sweep.trials >= sweep.total && sweep.total < sweep.config.limits.trials
  const resumeBody = ended && sweep.trials >= sweep.config.limits.trials ? { trials: sweep.config.limits.trials + more } : sweep.config.limits.minutes !== null && ended ? { minutes: null } : {}
  return (
    <div className="flex flex-col items-end gap-2">
      <div className="flex flex-wrap gap-2">
        {sweep.state === 'running' && canCancel && (
          <Button icon={Pause} busy={act.isPending} onClick={() => act.mutate({ verb: 'pause' })}>
            Pause
          </Button>
        )}
        {sweep.state === 'paused' && canSubmit && (
          <Button variant="primary" icon={Play} busy={act.isPending} onClick={() => act.mutate({ verb: 'resume' })}>
            Resume
          </Button>
        )}
        {(sweep.state === 'running' || sweep.state === 'paused') && canCancel && (
          <Button icon={CircleStop} onClick={() => setAsking(true)}>
            Stop
          </Button>
        )}
        {ended && !exhausted && canSubmit && (
          <Button icon={Play} busy={act.isPending} onClick={() => act.mutate({ verb: 'resume', body: resumeBody })}>
            {'trials' in resumeBody ? `Try ${more} more` : 'Go on'}
          </Button>
        )}
      </div>
      {act.error && <ErrorNote error={act.error} className="max-w-96" />}
      <Confirm open={asking} onOpenChange={setAsking} title={`Stop sweep ${sweep.number}?`} action="Yes, stop the sweep" onConfirm={() => act.mutateAsync({ verb: 'stop' })}>
        {sweep.running > 0 ? `${formatCount(sweep.running, 'running trial')} will be cancelled. ` : ''}What has ended is kept, and you can go on later.
      </Confirm>
    </div>
  )
}
