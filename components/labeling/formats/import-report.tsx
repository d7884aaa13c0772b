import { ErrorNote } from '@/components/ui/error-note'
import { formatCount, formatInteger } from '@/components/ui/format'
import type { JobView } from '@/lib/labeling/schema'

/** What an import brought, and everything that it left out with the reason. */
export function ImportReport({ job }: { job: JobView }) {
  const { added, annotations, skipped, skippedCount } = job.report
  return (
    <div className="flex flex-col gap-2" aria-live="polite">
      {job.state === 'failed' ? <ErrorNote title="The file was not taken in">{job.message}</ErrorNote> : <p>{`${formatCount(annotations, 'new shape')} in ${formatCount(job.total, 'image')}${added > 0 ? `, ${formatCount(added, 'image')} added` : ''}.`}</p>}
      {skippedCount > 0 && (
        <section aria-label="Remarks">
          <h3 className="text-sm font-medium">{formatCount(skippedCount, 'remark')}</h3>
          <ul className="max-h-48 overflow-auto rounded-md border border-line p-2 text-sm">
            {skipped.map(({ name, reason }, index) => (
              <li key={index} className="break-words">
                <span className="font-medium">{name}</span>: {reason}
              </li>
            ))}
            {skippedCount > skipped.length && <li>and {formatInteger(skippedCount - skipped.length)} more</li>}
          </ul>
        </section>
      )}
    </div>
  )
}
