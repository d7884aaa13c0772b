'use client'

import { useQuery } from '@tanstack/react-query'
import { Select, type SelectOption } from '@/components/ui/select'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { EnvironmentSummary } from '@/lib/environments/schema'
import { environmentsQuery } from './environment-queries'

export interface EnvironmentChoiceProps {
  /** `name` or `name@version`; empty where the step takes its component's. */
  value: string
  onChange: (value: string | undefined) => void
  disabled?: boolean
  id?: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
}

const standard = 'standard'

/** Which environment a Python step runs in. */
export function EnvironmentChoice({ value, onChange, ...control }: EnvironmentChoiceProps) {
  const { slug } = useWorkspace()
  const { data = [] } = useQuery(environmentsQuery(slug))
  return <Select {...control} value={value || standard} onValueChange={(next) => onChange(next === standard ? undefined : next)} options={options(data, value)} />
}

/** The component's own first; then what comes along, then the workspace's; at last what is chosen though it is not offered any more. */
export function options(environments: EnvironmentSummary[], value: string): SelectOption[] {
  const offered = environments
    .filter(({ archived, stage, kind }) => !archived && (kind === 'curated' || stage === 'ready'))
    .map(({ kind, name, version, title, description }) => (kind === 'curated' ? { value: name, label: title, help: description } : { value: `${name}@${version}`, label: `${name}, version ${version}`, help: description || undefined }))
  const all = [{ value: standard, label: 'The component’s own' }, ...offered]
  return value === '' || all.some((option) => option.value === value) ? all : [...all, { value, label: value }]
}
