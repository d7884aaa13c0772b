'use client'

import { useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { formatCount } from '@/components/ui/format'
import { Input } from '@/components/ui/input'
import { showToast } from '@/components/ui/toast'
import { changeRuns, type Which } from './queries'

export interface TagDialogProps {
  count: number
  which: Which
  onClose: () => void
  onDone: () => void
}

/** Gives the chosen runs a tag, or takes one from them. */
export default function TagDialog({ count, which, onClose, onDone }: TagDialogProps) {
  const api = useApi()
  const [key, setKey] = useState('')
  const [value, setValue] = useState('')
  const runs = formatCount(count, 'run')
  const change = useMutation({
    mutationFn: (action: 'tag' | 'untag') => changeRuns(api, which, action === 'tag' ? { action, key: key.trim(), value } : { action, key: key.trim() }),
    onSuccess: ({ changed }, action) => {
      onDone()
      onClose()
      showToast({ message: action === 'tag' ? `${formatCount(changed, 'run')} ${changed === 1 ? 'has' : 'have'} the tag “${key.trim()}”.` : `The tag “${key.trim()}” was taken from ${formatCount(changed, 'run')}.` })
    },
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={`Tag ${runs}`} description="A run that has the tag already gets the new value.">
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            if (key.trim()) change.mutate('tag')
          }}
        >
          <Field label="Tag">
            <Input autoFocus value={key} onChange={(event) => setKey(event.target.value)} placeholder="team" />
          </Field>
          <Field label="Value">
            <Input value={value} onChange={(event) => setValue(event.target.value)} placeholder="birds" />
          </Field>
          {change.error && <ErrorNote title="The tag was not set" error={change.error} />}
          <DialogFooter className="mt-2">
            <Button disabled={!key.trim()} busy={change.isPending && change.variables === 'untag'} onClick={() => change.mutate('untag')}>
              Remove this tag
            </Button>
            <Button type="submit" variant="primary" disabled={!key.trim()} busy={change.isPending && change.variables === 'tag'}>
              Set tag
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
