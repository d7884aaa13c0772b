'use client'

import { useState } from 'react'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { formErrors } from '@/components/ui/action-result'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import type { TargetView, TestResult } from '@/lib/clusters/schema'
import { targetPath, useRefreshTargets } from './cluster-queries'
import { inputOf, startValues } from './form-values'
import { TargetForm, targetPlaces } from './target-form'

/** Adds a cluster, or changes one. The connection is tried before anything is kept. */
export function TargetDialog({ target, onClose }: { target?: TargetView; onClose: () => void }) {
  const api = useApi()
  const refresh = useRefreshTargets()
  const [values, setValues] = useState(() => startValues(target, window.location.origin))
  const [busy, setBusy] = useState<'test' | 'save' | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [tested, setTested] = useState<TestResult | null>(null)
  const { fields: errors, other } = formErrors(error, targetPlaces)
  const input = () => inputOf(values, target !== undefined)

  const test = () => {
    const { minNodes: _min, maxNodes: _max, idleSeconds: _idle, slots: _slots, cpus: _cpus, memoryMb: _memory, gpus: _gpus, name: _name, ...place } = { name: '', ...input() }
    return api.post<TestResult>('/compute/test', { engine: values.engine, ...place, ...(target && { name: target.name }) })
  }
  async function perform(what: 'test' | 'save') {
    setBusy(what)
    setError(null)
    setTested(null)
    try {
      const result = await test()
      if (what === 'test') return setTested(result)
      if (target) await api.patch(targetPath(target.name), input())
      else await api.post('/compute', { engine: values.engine, ...input() })
      await refresh()
      onClose()
    } catch (cause) {
      setError(cause)
    } finally {
      setBusy(null)
    }
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={target ? `Change ${target.name}` : 'Add a cluster'} description={target ? 'Nodes that run stay as they are; the next ones are as it says here.' : undefined} width={640}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void perform('save')
          }}
        >
          <TargetForm values={values} edited={target !== undefined} hasToken={target?.hasToken ?? false} errors={errors} onChange={(change) => (setValues((before) => ({ ...before, ...change })), setTested(null))} />
          <div role="status" className="mt-4 empty:mt-0">
            {tested && <Tested result={tested} />}
          </div>
          {other !== null && <ErrorNote className="mt-4" error={other} />}
          <DialogFooter>
            <Button className="mr-auto" busy={busy === 'test'} onClick={() => void perform('test')}>
              Test connection
            </Button>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary" busy={busy === 'save'}>
              {target ? 'Save' : 'Add cluster'}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}

function Tested({ result: { message, warnings } }: { result: TestResult }) {
  return (
    <div className="flex flex-col gap-1">
      <p className="flex gap-2">
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-succeeded" />
        {message}
      </p>
      {warnings.map((warning) => (
        <p key={warning} className="flex gap-2 text-warning">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {warning}
        </p>
      ))}
    </div>
  )
}
