'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { Select } from '@/components/ui/select'
import { withFilters } from './words'

export interface ActivityFiltersProps {
  facets: { actors: string[]; kinds: string[] }
  current: Record<string, string | undefined>
}

const any = '*'
const spans = [
  { value: any, label: 'Any time' },
  { value: '1', label: 'Last 24 hours' },
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
]

/** Filters live in the address, so a filtered list can be sent to somebody. */
export function ActivityFilters({ facets, current }: ActivityFiltersProps) {
  const router = useRouter()
  const set = (name: string) => (value: string) => router.push(withFilters(current, { [name]: value === any ? undefined : value }))
  const options = (first: string, values: string[]) => [{ value: any, label: first }, ...values.map((value) => ({ value, label: value }))]
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select size="sm" className="w-40" aria-label="Who" value={current.actor ?? any} onValueChange={set('actor')} options={options('Anybody', facets.actors)} />
      <Select size="sm" className="w-36" aria-label="Kind of object" value={current.kind ?? any} onValueChange={set('kind')} options={options('Anything', facets.kinds)} />
      <Select size="sm" className="w-36" aria-label="When" value={current.days ?? any} onValueChange={set('days')} options={spans} />
      {Object.values(current).some(Boolean) && (
        <Link href="?" className="link text-sm">
          Clear filters
        </Link>
      )}
    </div>
  )
}
