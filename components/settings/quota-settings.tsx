'use client'

import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { formErrors } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Facts } from '@/components/ui/facts'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { QuotaView } from '@/lib/quotas/schema'
import { SettingsSection } from './settings-section'

type Key = keyof QuotaView['limits']

const fields: { key: Key; label: string; unit?: string }[] = [
  { key: 'steps', label: 'Running steps' },
  { key: 'cpus', label: 'CPUs' },
  { key: 'memoryMb', label: 'Memory', unit: 'GB' },
  { key: 'gpus', label: 'GPUs' },
]

/** Of one megabyte of memory, as people write it. */
const scale = (key: Key) => (key === 'memoryMb' ? 1000 : 1)
const shown = (key: Key, value: number | null) => (value === null ? '' : String(Math.round((value / scale(key)) * 100) / 100))

/** What a person typed: nothing is no limit, and what is no number goes out as it is, so that the studio says so. */
function typed(key: Key, text: string): number | string | null {
  const value = Number(text)
  if (text.trim() === '') return null
  return Number.isNaN(value) ? text : key === 'memoryMb' ? Math.round(value * 1000) : value
}

/** The most that the workspace's steps may take at a time, and what they take now. */
export function QuotaSettings({ initial }: { initial: QuotaView }) {
  const { slug } = useWorkspace()
  const api = useApi()
  const mayChange = useCan('compute.manage')
  const { data } = useQuery({ queryKey: ['quota', slug], queryFn: ({ signal }) => api.get<QuotaView>('/quota', { signal }), initialData: initial, refetchInterval: 5_000 })
  const { limits, used } = data
  return (
    <SettingsSection title="Quota" description="The most that the running steps of this workspace may take at a time, over all agents and clusters. Steps beyond it wait, and say so.">
      {mayChange ? (
        <QuotaForm data={data} />
      ) : (
        <Facts items={fields.map(({ key, label, unit }) => ({ label, value: `${shown(key, used[key])} of ${limits[key] === null ? 'as many as there are' : shown(key, limits[key])}${unit ? ` ${unit}` : ''} in use` }))} />
      )}
    </SettingsSection>
  )
}

function QuotaForm({ data }: { data: QuotaView }) {
  const { slug } = useWorkspace()
  const api = useApi()
  const client = useQueryClient()
  const [draft, setDraft] = useState<Partial<Record<Key, string>>>({})
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { fields: errors, other } = formErrors(error, fields.map(({ key }) => key))
  async function submit(event: React.FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      const body = Object.fromEntries(Object.entries(draft).map(([key, text]) => [key, typed(key as Key, text)]))
      client.setQueryData(['quota', slug], await api.patch<QuotaView>('/quota', body))
      setDraft({})
    } catch (cause) {
      setError(cause)
    } finally {
      setBusy(false)
    }
  }
  const changed = fields.some(({ key }) => draft[key] !== undefined && draft[key] !== shown(key, data.limits[key]))
  return (
    <form onSubmit={submit} className="flex flex-col items-start gap-3" aria-label="Quota">
      <div className="grid w-full max-w-140 grid-cols-2 gap-3 sm:grid-cols-4">
        {fields.map(({ key, label, unit }) => (
          <Field key={key} label={label} aside={unit} error={errors[key]} help={`${shown(key, data.used[key])} in use`}>
            <Input inputMode="decimal" placeholder="no limit" value={draft[key] ?? shown(key, data.limits[key])} onChange={(event) => setDraft({ ...draft, [key]: event.target.value })} />
          </Field>
        ))}
      </div>
      {other !== null && <ErrorNote error={other} />}
      <Button type="submit" busy={busy} disabled={!changed}>
        Set quota
      </Button>
    </form>
  )
}
