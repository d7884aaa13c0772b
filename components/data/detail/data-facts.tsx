import Link from 'next/link'
import { CopyButton } from '@/components/ui/copy-button'
import { Facts } from '@/components/ui/facts'
import { formatBytes, formatCount, formatInteger } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { VersionView } from '@/lib/data/schema'
import { dataPath } from '../data-queries'
import { Outside } from '../gallery/gallery-card'

const kinds = { upload: 'Upload', url: 'Address', gallery: 'Gallery', pipeline: 'Pipeline' } as const
const formats: Record<string, string> = { csv: 'CSV', tsv: 'TSV', json: 'JSON', parquet: 'Parquet', excel: 'Excel' }

/** Who, when, where from, under which terms, and which bytes. */
export function DataFacts({ name, version }: { name: string; version: VersionView }) {
  const { slug } = useWorkspace()
  const { source } = version
  const origin = [source.fileName, source.size === undefined ? undefined : formatBytes(source.size)].filter(Boolean).join(', ')
  return (
    <div className="flex flex-col gap-4">
      <Facts
        items={[
          { label: 'Rows', value: version.rows === null ? null : formatInteger(version.rows) },
          { label: 'Columns', value: version.columns === null ? null : formatInteger(version.columns.length) },
          { label: 'Stored', value: version.size === null ? null : `${formatBytes(version.size)} as Parquet` },
          { label: 'Added', value: <RelativeTime at={version.createdAt} /> },
          { label: 'By', value: version.createdBy ?? 'Atelier' },
          { label: 'From', value: source.runId ? <Link className="text-link hover:underline" href={`/w/${slug}/runs/${source.runId}`}>{[source.title, `run ${source.runNumber}`].filter(Boolean).join(', ')}</Link> : kinds[source.kind] },
          { label: 'File', value: origin },
          {
            label: 'Set aside',
            value: source.rejected && (
              <a className="text-link hover:underline" download href={`/api/v1${dataPath(name)}/versions/${version.version}/rejected?workspace=${slug}`}>
                {formatCount(source.rejected.rows, 'row')} (CSV)
              </a>
            ),
          },
          { label: 'Format', value: source.format && (formats[source.format] ?? source.format) },
          { label: 'Address', value: source.url && <Outside url={source.url} text={source.url} /> },
          {
            label: 'Source',
            value: source.sources && source.sources.length > 0 ? (
              <ul className="flex flex-col gap-0.5">
                {source.sources.map(({ title, url }) => (
                  <li key={title}>
                    <Outside url={url} text={title} />
                  </li>
                ))}
              </ul>
            ) : null,
          },
          { label: 'Licence', value: source.kind !== 'gallery' ? null : source.licence ? <Outside url={source.licence.url} text={source.licence.name} /> : 'Not stated' },
          {
            label: 'Digest',
            value: version.digest && (
              <span className="flex items-center gap-1">
                <code className="font-mono text-sm" title={version.digest}>
                  {version.digest.slice(0, 12)}
                </code>
                <CopyButton text={version.digest} label="Copy digest" />
              </span>
            ),
          },
        ]}
      />
      {source.notes && source.notes.length > 0 && (
        <section>
          <h2 className="mb-1 font-medium">How it was read</h2>
          <ul className="flex list-disc flex-col gap-1 pl-4 text-muted">
            {source.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
