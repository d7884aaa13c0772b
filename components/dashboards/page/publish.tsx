'use client'

import { useState, type ReactNode } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { showToast } from '@/components/ui/toast'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { DashboardView } from '@/lib/dashboards/schema'
import type { Draft } from '../draft/draft'
import { saveText } from './save-state'
import { dashboardKeys } from '../queries'

/** Makes the draft what everybody sees, with a word about what has changed. */
export function Publish({ trigger, id, draft, onDone }: { trigger: ReactNode; id: string; draft: Draft; onDone: () => void }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const publish = useMutation({
    mutationFn: async () => {
      if (!(await draft.flush())) throw new Error(`The draft has not reached the studio yet. ${saveText(draft.state.get())}.`)
      return api.post<DashboardView>(`/dashboards/${id}/versions`, { note })
    },
    onSuccess: (view) => {
      client.setQueryData(dashboardKeys.one(slug, id), view)
      void client.invalidateQueries({ queryKey: dashboardKeys.versions(slug, id) })
      showToast({ message: `Version ${view.version} is what everybody sees now` })
      setOpen(false)
      setNote('')
      onDone()
    },
  })
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent align="end" className="w-80" aria-label="Publish">
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            publish.mutate()
          }}
        >
          <Field label="What has changed" help="Stands beside the version; may be left empty.">
            <Input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
          </Field>
          {publish.error && <ErrorNote error={publish.error} />}
          <Button type="submit" variant="primary" busy={publish.isPending} className="self-end">
            Publish for everybody
          </Button>
        </form>
      </PopoverContent>
    </Popover>
  )
}
