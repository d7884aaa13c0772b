'use client'

import { useState } from 'react'
import { formErrors } from '@/components/ui/action-result'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { AgentView } from '@/lib/compute/schema'
import { useRefreshAgents } from './agent-queries'

const lengths = [
  { value: 'open', label: 'Until somebody resumes it', minutes: null },
  { value: '30', label: '30 minutes', minutes: 30 },
  { value: '60', label: '1 hour', minutes: 60 },
  { value: '240', label: '4 hours', minutes: 240 },
  { value: '1440', label: '1 day', minutes: 1440 },
]

/** Asks how long, and why: those who wait read it. */
export function PauseDialog({ agent, onClose }: { agent: AgentView; onClose: () => void }) {
  const api = useApi()
  const refresh = useRefreshAgents()
  const [note, setNote] = useState('')
  const [length, setLength] = useState('open')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { fields, other } = formErrors(error, ['until', 'note'])
  async function submit(event: React.FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      const minutes = lengths.find((entry) => entry.value === length)?.minutes ?? null
      await api.post(`/agents/${agent.id}/pause`, { note, until: minutes === null ? null : new Date(Date.now() + minutes * 60_000).toISOString() })
      await refresh()
      onClose()
    } catch (cause) {
      setError(cause)
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={`Pause ${agent.name}`} description="It takes no new steps. What it runs now goes on to its end.">
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Field label="For how long" error={fields.until}>
            <Select value={length} onValueChange={setLength} options={lengths.map(({ value, label }) => ({ value, label }))} />
          </Field>
          <Field label="Why" help="Optional. Shown beside the agent." error={fields.note}>
            <Input autoFocus maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
          </Field>
          {other !== null && <ErrorNote error={other} />}
          <DialogFooter className="mt-1">
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary" busy={busy}>
              Pause agent
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
