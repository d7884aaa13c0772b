'use client'

import dynamic from 'next/dynamic'
import type { FieldProps } from './field-props'

const Late = dynamic(() => import('./datastore-source').then((module) => module.DatastoreSource), { ssr: false, loading: () => <p className="text-sm text-muted">Loading…</p> })

/** Few pipelines read a database: the control comes when one does. */
export function DatastoreField(props: FieldProps<'datastore'>) {
  return <Late {...props} />
}
