import type { ColumnProfile } from '@/lib/duckdb/ops/profile-types'
import { formatInteger, formatPercent } from '@/components/ui/format'

/** The shape of a column in a few pixels: a histogram, or bars of its commonest values; a red bar below for what is missing. */
export function MiniHistogram({ profile, rows, height = 18 }: { profile: ColumnProfile; rows: number; height?: number }) {
  const bars = profile.histogram?.map((bin) => bin.count) ?? profile.top?.slice(0, 12).map((value) => value.count) ?? []
  const highest = Math.max(1, ...bars)
  const share = rows === 0 ? 0 : profile.missing / rows
  return (
    <div title={shapeWords(profile, rows)}>
      {bars.length > 0 ? (
        <svg aria-hidden viewBox={`0 0 ${bars.length} ${height}`} preserveAspectRatio="none" className="block w-full" style={{ height }}>
          {bars.map((count, index) => {
            const tall = count === 0 ? 0 : Math.max(1, (count / highest) * height)
            return <rect key={index} x={index + 0.08} width={0.84} y={height - tall} height={tall} fill="var(--series-1)" opacity={0.7} />
          })}
        </svg>
      ) : (
        <div className="truncate text-xs text-faint" style={{ height, lineHeight: `${height}px` }}>
          {profile.type === 'other' ? 'nested values' : profile.distinct === 0 ? 'no values' : `${formatInteger(profile.distinct)} different`}
        </div>
      )}
      <div aria-hidden className="mt-0.5 h-0.5 w-full bg-line">
        {share > 0 && <div className="h-full bg-failed" style={{ width: `max(1px, ${share * 100}%)` }} />}
      </div>
    </div>
  )
}

/** The same in words. */
export function shapeWords(profile: ColumnProfile, rows: number): string {
  const missing = profile.missing === 0 ? 'none missing' : `${formatInteger(profile.missing)} missing (${formatPercent(rows === 0 ? 0 : profile.missing / rows)})`
  if (profile.type === 'other') return missing
  return `${profile.distinctExact ? '' : 'about '}${formatInteger(profile.distinct)} different, ${missing}`
}
