import type { LegendEntry } from './export-chart'
import type { Key, Reference } from './prepare/spec'

/** What each colour stands for, and each line to compare with. */
export function KeyList({ keys, references = [] }: { keys: Key[] | undefined; references?: Reference[] }) {
  const lines = references.filter((line) => line.listed)
  if (!keys && lines.length === 0) return null
  return (
    <ul className="flex max-h-24 flex-wrap gap-x-3 gap-y-0.5 overflow-y-auto px-3 pt-1.5 text-sm">
      {keys?.map((key) => (
        <li key={key.name} className="flex max-w-64 items-center gap-1.5">
          <span aria-hidden className="size-2.5 shrink-0 rounded-full" style={{ background: key.colour }} />
          <span className="truncate">{key.name}</span>
        </li>
      ))}
      {lines.map((line) => (
        <li key={line.label} className="flex items-center gap-1.5 text-muted">
          <svg aria-hidden width="18" height="8" className="shrink-0">
            <line x1="0" x2="18" y1="4" y2="4" stroke={line.colour} strokeWidth="2" strokeDasharray="4 4" />
          </svg>
          {line.label}
        </li>
      ))}
    </ul>
  )
}

/** The same for an exported picture. */
export function legendOf(keys: Key[] | undefined, references: Reference[] = []): LegendEntry[] {
  return [...(keys ?? []).map((key) => ({ label: key.name, colour: key.colour })), ...references.filter((line) => line.listed).map((line) => ({ label: line.label, colour: line.colour, dash: '4 4' }))]
}
