import Link from 'next/link'
import { Table2 } from 'lucide-react'
import { formatCount, formatInteger } from '@/components/ui/format'
import type { AssetSummary } from '@/lib/data/schema'
import { Nothing, Row, Rows } from './section'

function shape({ rows, columns, state }: AssetSummary['latest']): string {
  if (state !== 'ready') return state === 'reading' ? 'being read' : 'could not be read'
  return `${formatInteger(rows ?? 0)} × ${columns?.length ?? 0}`
}

/** The data changed last, with its rows × columns. */
export function RecentData({ workspace, data, mayWrite }: { workspace: string; data: AssetSummary[]; mayWrite: boolean }) {
  if (data.length === 0) {
    return (
      <Nothing>
        No data yet.{' '}
        {mayWrite && (
          <>
            <Link className="link" href={`/w/${workspace}/data/new`}>
              Upload a file
            </Link>{' '}
            or take a table{' '}
            <Link className="link" href={`/w/${workspace}/data/gallery`}>
              from the gallery
            </Link>
            .
          </>
        )}
      </Nothing>
    )
  }
  return (
    <Rows>
      {data.map((asset) => (
        <Row
          key={asset.name}
          href={`/w/${workspace}/data/${encodeURIComponent(asset.name)}`}
          icon={<Table2 aria-hidden className="size-4 shrink-0 text-port-table" strokeWidth={1.75} />}
          title={asset.name}
          note={asset.versionCount > 1 ? formatCount(asset.versionCount, 'version') : undefined}
        >
          <span>{shape(asset.latest)}</span>
        </Row>
      ))}
    </Rows>
  )
}
