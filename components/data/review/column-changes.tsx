import { CircleAlert } from 'lucide-react'
import { typeLooks } from '@/components/tables/type-icon'
import { anyChange, compareColumns } from '@/lib/data/compare-columns'
import type { AssetSummary } from '@/lib/data/schema'
import type { Column } from '@/lib/catalog/types'

const shown = 8
const named = (names: string[]) => `${names.slice(0, shown).map((name) => `“${name}”`).join(', ')}${names.length > shown ? ` and ${names.length - shown} more` : ''}`

/** What a further version changes for the pipelines that read the data. */
export function ColumnChanges({ asset, columns }: { asset: AssetSummary; columns: Column[] }) {
  const before = asset.latest.columns
  if (!before) return null
  const changes = compareColumns(before, columns)
  if (!anyChange(changes)) return <p className="text-muted">Its columns are those of version {asset.latest.version}.</p>
  const { added, removed, retyped, moved } = changes
  return (
    <section aria-labelledby="changes" className="rounded-md border border-warning/40 bg-warning-soft px-3 py-2">
      <h2 id="changes" className="flex items-center gap-2 font-medium">
        <CircleAlert aria-hidden className="size-4 text-warning" />
        Its columns differ from version {asset.latest.version}
      </h2>
      <ul className="mt-1 flex list-disc flex-col gap-0.5 pl-10 break-words">
        {removed.length > 0 && <li>Missing now: {named(removed)}. Steps that use {removed.length === 1 ? 'it' : 'them'} will report a problem.</li>}
        {retyped.slice(0, shown).map(({ name, before: was, after }) => (
          <li key={name}>
            “{name}” was {typeLooks[was].word} and is {typeLooks[after].word} now
          </li>
        ))}
        {retyped.length > shown && <li>{retyped.length - shown} more have another type</li>}
        {added.length > 0 && <li>New: {named(added)}</li>}
        {moved && <li>The order is another</li>}
      </ul>
    </section>
  )
}
