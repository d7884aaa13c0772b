'use client'

import dynamic from 'next/dynamic'
import type { FieldProps } from './field-props'

const Late = dynamic(() => import('@/components/environments/environment-choice').then((module) => module.EnvironmentChoice), { ssr: false, loading: () => <p className="text-sm text-muted">Loading…</p> })

/** Few steps choose their packages: the control comes when one may. */
export function EnvironmentField({ field: _, value, onChange, columns: __, error: ___, ...control }: FieldProps<'environment'>) {
  return <Late {...control} value={typeof value === 'string' ? value : ''} onChange={onChange} />
}
