'use client'

import { Segmented } from '@/components/ui/segmented'

const labels = { active: 'Active', archived: 'Archived', deleted: 'Deleted' } as const

export interface ShownProps<V extends keyof typeof labels> {
  value: V
  among: readonly V[]
  onChange: (value: V) => void
}

/** What is in sight, what was put aside, or what was deleted and can be restored. */
export function Shown<V extends keyof typeof labels>({ value, among, onChange }: ShownProps<V>) {
  return <Segmented aria-label="Shown" value={value} onValueChange={onChange} options={among.map((name) => ({ value: name, label: labels[name] }))} />
}
