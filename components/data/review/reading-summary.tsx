import { Spinner } from '@/components/ui/spinner'
import { formatCount } from '@/components/ui/format'
import type { Preview } from '@/lib/duckdb/ops/preview'

/** How much was read, and what was done on the way. */
export function ReadingSummary({ preview, checkingAll, pending }: { preview: Preview; checkingAll: boolean; pending: boolean }) {
  const certain = preview.notes.filter((note) => !preview.doubts.includes(note))
  return (
    <div className="flex flex-col gap-1">
      <p role="status" className="flex flex-wrap items-center gap-x-2 text-muted tabular">
        <span className="font-medium text-fg">
          {formatCount(preview.total, 'row')} × {formatCount(preview.columns.length, 'column')}
        </span>
        {preview.partial ? 'in the first part of the file' : 'in all of the file'}
        {preview.rejected > 0 && <span className="text-warning">{formatCount(preview.rejected, 'row')} set aside</span>}
        {(checkingAll || pending) && (
          <span className="flex items-center gap-1.5">
            <Spinner className="size-3.5" />
            {pending ? 'Reading again' : 'Reading all of it; types may still change by later rows'}
          </span>
        )}
      </p>
      {certain.length > 0 && (
        <details className="text-sm text-muted">
          <summary className="cursor-pointer">{certain.length === 1 ? certain[0] : `${certain.length} notes on how it was read`}</summary>
          {certain.length > 1 && (
            <ul className="mt-1 flex list-disc flex-col gap-0.5 pl-5">
              {certain.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          )}
        </details>
      )}
    </div>
  )
}
