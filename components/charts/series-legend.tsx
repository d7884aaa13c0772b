import { cn } from '@/components/ui/cn'
import type { Reference, Series } from './prepare/spec'

export interface SeriesLegendProps {
  series: Series[]
  references: Reference[]
  shown: Set<string>
  onToggle: (name: string) => void
}

/** Names with their line; a press shows or hides the series where there are several. */
export function SeriesLegend({ series, references, shown, onToggle }: SeriesLegendProps) {
  return (
    <ul className="flex max-h-24 flex-wrap gap-x-1 gap-y-0.5 overflow-y-auto px-2 pt-1.5 text-sm tabular">
      {series.map((line) => (
        <li key={line.name}>
          <button
            type="button"
            aria-pressed={shown.has(line.name)}
            disabled={series.length === 1}
            onClick={() => onToggle(line.name)}
            className={cn('flex h-6 max-w-64 items-center gap-1.5 rounded-sm px-1.5 enabled:hover:bg-hover', !shown.has(line.name) && 'text-faint line-through')}
          >
            <Swatch colour={shown.has(line.name) ? line.colour : 'var(--line-strong)'} dash={line.dash} />
            <span className="truncate">{line.name}</span>
            {line.note && <span className="whitespace-nowrap text-muted">{line.note}</span>}
          </button>
        </li>
      ))}
      {references.filter((line) => line.listed).map((line) => (
        <li key={line.label} className="flex h-6 items-center gap-1.5 px-1.5 text-muted">
          <Swatch colour={line.colour} dash="4 4" />
          {line.label}
        </li>
      ))}
    </ul>
  )
}

function Swatch({ colour, dash }: { colour: string; dash: string | undefined }) {
  return (
    <svg aria-hidden width="18" height="8" className="shrink-0">
      <line x1="0" x2="18" y1="4" y2="4" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
    </svg>
  )
}
