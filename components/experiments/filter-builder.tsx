'use client'

import { useState } from 'react'
import { Plus } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'
import { isAppError } from '@/lib/errors'
import { builtOf, filterOf, otherJoin, type Built, type Join } from '@/lib/tracking/filter/built'
import { comparisonOf, draftOf, type Draft } from '@/lib/tracking/filter/draft'
import { parseFilter } from '@/lib/tracking/filter/parse'
import { searchableRuns } from '@/lib/tracking/filter/schema'
import { writeFilter } from '@/lib/tracking/filter/write'
import { ConditionRow } from './condition-row'

export interface FilterBuilderProps {
  experiment: string
  /** The filter as it stands when the form opens. */
  text: string
  onChange: (filter: string | null) => void
}

interface Row {
  id: number
  draft: Draft | null
}
type Item = Row | { id: number; group: Row[] }
interface Form {
  join: Join
  items: Item[]
}

let ids = 0
const rowOf = (draft: Draft | null): Row => ({ id: ++ids, draft })

/** The filter as a form. Each change is written into the text at once; a condition that lacks something is left out until it does not. */
export default function FilterBuilder({ experiment, text, onChange }: FilterBuilderProps) {
  const [read] = useState(() => readText(text))
  const [form, setForm] = useState<Form | null>(() => (read.built ? formOf(read.built) : null))
  if (!form) {
    return (
      <div className="flex flex-col items-start gap-3">
        <p>{read.why}</p>
        <Button size="sm" onClick={() => (setForm(formOf({ join: 'and', rows: [] })), onChange(null))}>
          Clear it and begin anew
        </Button>
      </div>
    )
  }
  const change = (next: Form) => {
    setForm(next)
    onChange(writeFilter(filterOf(builtOfForm(next))) || null)
  }
  const put = (item: Item, next: Item | null) => change({ ...form, items: form.items.flatMap((old) => (old !== item ? [old] : next ? [next] : [])) })
  return (
    <div className="flex flex-col gap-2">
      {form.items.length > 1 && (
        <Segmented aria-label="Which conditions must hold" className="self-start" value={form.join} onValueChange={(join) => change({ ...form, join })} options={[{ value: 'and', label: 'All hold' }, { value: 'or', label: 'Any holds' }]} />
      )}
      {form.items.length === 0 && <p className="text-muted">Every run is shown. Add a condition to see fewer.</p>}
      {form.items.map((item) =>
        'group' in item ? (
          <fieldset key={item.id} className="flex flex-col gap-2 rounded-md border border-line p-2">
            <legend className="px-1 text-sm text-muted">{otherJoin(form.join) === 'or' ? 'Any of these' : 'All of these'}</legend>
            {item.group.map((row) => (
              <ConditionRow key={row.id} experiment={experiment} draft={row.draft} onChange={(draft) => put(item, { ...item, group: item.group.map((old) => (old === row ? { ...row, draft } : old)) })} onRemove={() => put(item, item.group.length === 1 ? null : { ...item, group: item.group.filter((old) => old !== row) })} />
            ))}
            <Button size="sm" variant="ghost" icon={Plus} className="self-start" onClick={() => put(item, { ...item, group: [...item.group, rowOf(null)] })}>
              Add to the group
            </Button>
          </fieldset>
        ) : (
          <ConditionRow key={item.id} experiment={experiment} draft={item.draft} onChange={(draft) => put(item, { ...item, draft })} onRemove={() => put(item, null)} />
        ),
      )}
      <div className="flex gap-2">
        <Button size="sm" icon={Plus} onClick={() => change({ ...form, items: [...form.items, rowOf(null)] })}>
          Add condition
        </Button>
        <Button size="sm" variant="ghost" icon={Plus} onClick={() => change({ ...form, items: [...form.items, { id: ++ids, group: [rowOf(null), rowOf(null)] }] })}>
          Add group
        </Button>
      </div>
    </div>
  )
}

function readText(text: string): { built: Built | null; why?: string } {
  try {
    const built = builtOf(parseFilter(text, searchableRuns))
    return { built, why: 'This filter says more than the form can show (NOT, deeper groups, empty texts, or lists of values with commas). It stays in force: change it as text.' }
  } catch (error) {
    if (!isAppError(error)) throw error
    return { built: null, why: `The text is no filter yet: ${error.message}. Mend it there first.` }
  }
}

const formOf = ({ join, rows }: Built): Form => ({ join, items: rows.map((row) => (row.op === 'compare' ? rowOf(draftOf(row)) : { id: ++ids, group: row.of.map((inner) => rowOf(draftOf(inner))) })) })

function builtOfForm({ join, items }: Form): Built {
  const complete = ({ draft }: Row) => {
    const made = draft && comparisonOf(draft)
    return made && !('lacks' in made) ? [made] : []
  }
  return { join, rows: items.flatMap((item): Built['rows'] => ('group' in item ? [{ op: 'group', of: item.group.flatMap(complete) }] : complete(item))) }
}
