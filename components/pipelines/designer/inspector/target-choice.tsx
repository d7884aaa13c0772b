import { useQuery } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { Field } from '@/components/ui/field'
import { Select, type SelectOption } from '@/components/ui/select'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { TargetList } from '@/lib/clusters/schema'

interface TargetChoiceProps {
  value: string | undefined
  disabled: boolean
  onChange: (value: string | undefined) => void
}

/** No name of a target begins so. */
const none = '@run'

/** Which compute target takes the step; not there where there is none to choose. */
export function TargetChoice({ value, disabled, onChange }: TargetChoiceProps) {
  const api = useApi()
  const { slug } = useWorkspace()
  const { data } = useQuery({ queryKey: ['compute', slug], queryFn: ({ signal }) => api.get<TargetList>('/compute', { signal }), staleTime: 30_000 })
  const options = targetOptions(data?.targets, value)
  if (options.length === 1) return null
  return (
    <Field label="Compute target">
      <Select value={value ?? none} disabled={disabled} options={options} onValueChange={(next) => onChange(next === none ? undefined : next)} />
    </Field>
  )
}

/** What the run says first, then the targets that there are; a chosen one that is gone stays, and says so. */
export function targetOptions(targets: Pick<TargetList['targets'][number], 'name' | 'state'>[] | undefined, value: string | undefined): SelectOption[] {
  const there = (targets ?? []).filter(({ state }) => state !== 'deleting').map(({ name }) => ({ value: name, label: name }))
  const lost = value !== undefined && !there.some((option) => option.value === value)
  return [{ value: none, label: 'As the run says' }, ...there, ...(lost ? [{ value, label: targets ? `${value} (not there any more)` : value }] : [])]
}
