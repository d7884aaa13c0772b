import type { ReadLine } from './prepare/run-lines'

/** Names with their line; values come in at the pointer's rate, without React. */
export function RunLinesLegend({ lines, ref }: { lines: ReadLine[]; ref: React.Ref<HTMLUListElement> }) {
  return (
    <ul ref={ref} tabIndex={lines.length > 8 ? 0 : undefined} aria-label="Lines" className="mt-1 grid max-h-32 grid-cols-[repeat(auto-fill,minmax(210px,1fr))] gap-x-3 overflow-y-auto text-sm tabular">
      {lines.map((line) => (
        <li key={line.id} data-line={line.id} className="flex h-6 min-w-0 items-center gap-1.5 data-near:font-semibold">
          <LineSwatch colour={line.colour} dash={line.dash} />
          <span className="min-w-0 flex-1 truncate" title={line.name}>
            {line.name}
          </span>
          <span data-value className="max-w-[70%] shrink-0 truncate text-muted" />
        </li>
      ))}
    </ul>
  )
}

/** Colour and line style: two ways to tell lines apart. */
export function LineSwatch({ colour, dash }: { colour: string; dash: string | undefined }) {
  return (
    <svg aria-hidden width="20" height="8" className="shrink-0">
      <line x1="0" x2="20" y1="4" y2="4" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
    </svg>
  )
}
