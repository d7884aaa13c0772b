'use client'

import { useId, useState } from 'react'
import { useRouter } from 'next/navigation'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { useWorkspace } from '@/components/ui/workspace-context'
import { fetchModels, modelKeys, registerVersion, versionHref } from './queries'

export interface RegisterDialogProps {
  /** The logged model. */
  modelId: string
  /** A name to begin with. */
  suggested: string
  onClose: () => void
}

/** Puts a model that a run has logged under a name: the next version of one that is there, or the first of a new one. */
export default function RegisterDialog({ modelId, suggested, onClose }: RegisterDialogProps) {
  const api = useApi()
  const router = useRouter()
  const client = useQueryClient()
  const { slug } = useWorkspace()
  const list = useId()
  const [name, setName] = useState(suggested.replace(/[/:]/g, ' '))
  const [description, setDescription] = useState('')
  const models = useQuery({ queryKey: modelKeys.list(slug, name.trim()), queryFn: () => fetchModels(api, name.trim(), null) })
  const known = models.data?.models ?? []
  const found = known.find((model) => model.name === name.trim())
  const wrong = /[/:]/.test(name) ? 'A name must not hold “/” or “:”.' : null
  const register = useMutation({
    mutationFn: () => registerVersion(api, name.trim(), { modelId, ...(description && { description }) }),
    onSuccess: (version) => {
      void client.invalidateQueries({ queryKey: modelKeys.all(slug) })
      void client.invalidateQueries({ queryKey: ['tracked-run', slug] })
      router.push(versionHref(slug, version.name, version.version))
    },
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Register model" description="People and scripts find it by its name, and load it as models:/name/version.">
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim() && !wrong) register.mutate()
          }}
        >
          <Field label="Name" error={wrong} help={found ? `This becomes version ${(found.latest ?? 0) + 1} of “${found.name}”.` : name.trim() && models.data ? 'A new model is made.' : undefined}>
            <Input autoFocus list={list} maxLength={256} value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          <datalist id={list}>
            {known.map((model) => (
              <option key={model.name} value={model.name} />
            ))}
          </datalist>
          <Field label="What is new in it">
            <Textarea maxLength={20_000} value={description} onChange={(event) => setDescription(event.target.value)} />
          </Field>
          {register.error && <ErrorNote title="The model was not registered" error={register.error} />}
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" busy={register.isPending} disabled={!name.trim() || wrong !== null}>
              Register
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
