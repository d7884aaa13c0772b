'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleStop, RotateCcw } from 'lucide-react'
import { experimentKeys } from '@/components/experiments/queries'
import { isOpen } from '@/components/experiments/status'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { CommandView } from '@/lib/commands/schema'
import type { TrackedRunDetail } from '@/lib/tracking/views'
import { ParameterRows } from './parameter-rows'
import { lineOf, parametersOf, rowsFor } from './parameters'
import { commandKeys, fetchCommand, rerunCommand } from './queries'

/** Runs a command again, or stops it. */
export default function CommandActions({ run }: { run: TrackedRunDetail }) {
  const api = useApi()
  const client = useQueryClient()
  const { slug } = useWorkspace()
  const [asking, setAsking] = useState(false)
  const canSubmit = useCan('runs.submit')
  const canCancel = useCan('runs.cancel')
  const query = useQuery({ queryKey: commandKeys.view(slug, run.id), queryFn: () => fetchCommand(api, run.id), enabled: asking })
  const cancel = useMutation({ mutationFn: () => api.post(`/runs/${run.pipelineRunId}/cancel`), onSuccess: () => client.invalidateQueries({ queryKey: experimentKeys.run(slug, run.id) }) })
  return (
    <>
      {cancel.error && <ErrorNote title="The run could not be cancelled" error={cancel.error} />}
      {canCancel && isOpen(run.status) && (
        <Button icon={CircleStop} busy={cancel.isPending} onClick={() => cancel.mutate()}>
          Cancel run
        </Button>
      )}
      {canSubmit && (
        <Button icon={RotateCcw} onClick={() => setAsking(true)}>
          Run again
        </Button>
      )}
      <Dialog open={asking} onOpenChange={setAsking}>
        <DialogContent title="Run again" description="From the snapshot of the code, with the values below." width={560}>
          {query.error ? <ErrorNote title="The command could not be read" error={query.error} /> : query.data ? <RerunForm run={run} command={query.data} /> : <SkeletonRows rows={4} />}
        </DialogContent>
      </Dialog>
    </>
  )
}

function RerunForm({ run, command }: { run: TrackedRunDetail; command: CommandView }) {
  const api = useApi()
  const router = useRouter()
  const { slug } = useWorkspace()
  const [line, setLine] = useState(() => lineOf(command.words))
  const [rows, setRows] = useState(() => command.parameters.map(({ name, value }) => ({ name, value: String(value) })))
  const again = useMutation({
    mutationFn: () => rerunCommand(api, run.id, { command: line, parameters: parametersOf(rows) }),
    onSuccess: (made) => router.push(`/w/${slug}/experiments/${made.experimentId}/runs/${made.id}?tab=log`),
  })
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        again.mutate()
      }}
    >
      <ParameterRows noun="parameter" rows={rows} onChange={setRows} />
      <Field label="Command">
        <Input
          className="font-mono"
          value={line}
          onChange={(event) => {
            setLine(event.target.value)
            setRows(rowsFor(event.target.value, rows))
          }}
        />
      </Field>
      {again.error && <ErrorNote title="The command could not be run" error={again.error} />}
      <DialogFooter>
        <Button variant="primary" type="submit" busy={again.isPending}>
          Run
        </Button>
      </DialogFooter>
    </form>
  )
}
