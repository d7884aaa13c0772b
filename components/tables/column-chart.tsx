import { formatCompact, formatInteger, formatNumber, formatPercent } from '@/components/ui/format'
import type { Bin, ColumnProfile } from '@/lib/duckdb/ops/profile-types'

/** The distribution of one column: a histogram with its ends labelled, or its commonest values with their shares. */
export function ColumnChart({ profile, rows }: { profile: ColumnProfile; rows: number }) {
  if (profile.histogram && profile.histogram.length > 0) return <Histogram bins={profile.histogram} name={profile.name} />
  if (profile.top && profile.top.length > 0) return <TopValues profile={profile} rows={rows} />
  return <p className="text-sm text-faint">{profile.type === 'text' && profile.distinct > 0 ? 'Nearly every value is different.' : 'Nothing to draw.'}</p>
}

const width = 300
const height = 64

function Histogram({ bins, name }: { bins: Bin[]; name: string }) {
  const highest = Math.max(1, ...bins.map((bin) => bin.count))
  const step = width / bins.length
  return (
    <figure className="max-w-[300px]">
      <svg role="img" aria-label={`Histogram of ${name}: ${bins.length} bins, highest ${formatInteger(highest)} rows`} viewBox={`0 0 ${width} ${height}`} className="block w-full">
        <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--line-strong)" />
        {bins.map((bin, index) => {
          const tall = bin.count === 0 ? 0 : Math.max(1, (bin.count / highest) * (height - 2))
          return (
            <g key={index}>
              <rect x={index * step + 0.5} y={height - 1 - tall} width={Math.max(0.5, step - 1)} height={tall} fill="var(--series-1)" />
              <rect x={index * step} y={0} width={step} height={height} fill="transparent">
                <title>{`${index === 0 ? '' : 'above '}${edge(bin.from)} to ${edge(bin.to)}: ${formatInteger(bin.count)} rows`}</title>
              </rect>
            </g>
          )
        })}
      </svg>
      <figcaption className="mt-0.5 flex justify-between text-xs text-muted tabular">
        <span>{edge(bins[0]!.from)}</span>
        <span>highest bar {formatCompact(highest)}</span>
        <span>{edge(bins.at(-1)!.to)}</span>
      </figcaption>
    </figure>
  )
}

export function edge(value: number | string): string {
  return typeof value === 'number' ? formatNumber(value, 6) : value.replace('T', ' ').replace(/ 00:00:00Z?$/, '')
}

const shownValues = 6

function TopValues({ profile, rows }: { profile: ColumnProfile; rows: number }) {
  const top = profile.top!.slice(0, shownValues)
  const highest = Math.max(1, top[0]!.count)
  const rest = profile.distinct - top.length
  return (
    <div className="max-w-[340px]">
      <ol className="flex flex-col gap-0.5" aria-label={`Commonest values of ${profile.name}`}>
        {top.map(({ value, count }) => (
          <li key={value} className="grid grid-cols-[minmax(0,1fr)_72px_112px] items-center gap-2 text-sm tabular">
            <span className="truncate" title={value}>
              {value === '' ? <i className="text-faint">empty text</i> : value}
            </span>
            <span aria-hidden className="h-2 bg-sunken">
              <span className="block h-full bg-series-1" style={{ width: `${(count / highest) * 100}%` }} />
            </span>
            <span className="text-right whitespace-nowrap text-muted">
              {formatInteger(count)} · {formatPercent(rows === 0 ? 0 : count / rows)}
            </span>
          </li>
        ))}
      </ol>
      {rest > 0 && <p className="mt-0.5 text-xs text-muted">and {formatInteger(rest)} more values</p>}
    </div>
  )
}
