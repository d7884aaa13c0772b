import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format'
import type { JobView } from '@/lib/labeling/schema'
import { SkippedList } from './skipped-list'

/** What an import brought, and everything that it left out with the reason. */
export function ImportReport({ job }: { job: JobView }) {
  const { added, annotations, skippedCount } = job.report
  return (
    <div className="flex flex-col gap-2" aria-live="polite">
      {job.state === 'failed' ? <ErrorNote title="The file was not taken in">{job.message}</ErrorNote> : <p>{`${formatCount(annotations, 'new shape')}, from ${formatCount(job.total, 'image')} of the file${added > 0 ? `; ${formatCount(added, 'image')} added` : ''}.`}</p>}
      {skippedCount > 0 && (
        <section aria-label="Remarks">
          <h3 className="text-sm font-medium">{formatCount(skippedCount, 'remark')}</h3>
          <SkippedList report={job.report} className="rounded-md border border-line p-2" />
        </section>
      )}
    </div>
  )
}
