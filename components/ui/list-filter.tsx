import { Trash2 } from 'lucide-react'
import { Input } from './input'
import { Segmented } from './segmented'

export interface ListFilterProps {
  /** What the list is of, such as `pipelines`. */
  things: string
  typed: string
  onType: (typed: string) => void
  deleted: boolean
  onDeleted: (deleted: boolean) => void
}

/** Above a list of things that have names and can be deleted: a search, and the way to the trash. */
export function ListFilter({ things, typed, onType, deleted, onDeleted }: ListFilterProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Input type="search" aria-label={`Search ${things}`} placeholder="Search" className="max-w-72" value={typed} onChange={(event) => onType(event.target.value)} />
      <Segmented
        aria-label={`Which ${things}`}
        value={deleted ? 'trash' : 'all'}
        onValueChange={(value) => onDeleted(value === 'trash')}
        options={[
          { value: 'all', label: 'All' },
          { value: 'trash', label: 'Trash', icon: Trash2 },
        ]}
      />
    </div>
  )
}
