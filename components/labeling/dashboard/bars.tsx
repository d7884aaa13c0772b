import { formatInteger } from '@/components/ui/format'

export interface Bar {
  id: string
  name: string
  value: number
  colour?: string
  /** Beside the value. */
  note?: string
}

/** Counts beside each other, from zero, in the order given. */
export function Bars({ title, bars, empty }: { title: string; bars: Bar[]; empty: string }) {
  const most = Math.max(0, ...bars.map(({ value }) => value))
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-2">
      <h2 className="text-sm font-medium">{title}</h2>
      {most === 0 ? (
        <p className="text-muted">{empty}</p>
      ) : (
        <ul className="flex max-h-96 flex-col gap-1 overflow-auto">
          {bars.map(({ id, name, value, colour, note }) => (
            <li key={id} className="grid grid-cols-[minmax(80px,30%)_1fr_auto] items-center gap-2">
              <span className="truncate" title={name}>
                {name}
              </span>
              <span className="h-4 rounded-sm bg-sunken">
                <span className="block h-full rounded-sm bg-accent" style={{ width: `${(value / most) * 100}%`, ...(colour && { background: colour }) }} />
              </span>
              <span className="text-sm whitespace-nowrap tabular">
                {formatInteger(value)} {note && <span className="text-muted">{note}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
