import { cn } from '@/components/ui/cn'
import { formatInteger } from '@/components/ui/format'
import type { JobView } from '@/lib/labeling/schema'

/** What was left out of a file or renamed, each with the reason. */
export function SkippedList({ report: { skipped, skippedCount }, className }: { report: JobView['report']; className?: string }) {
  return (
    <ul className={cn('max-h-48 overflow-auto text-sm', className)}>
      {skipped.map(({ name, reason }, index) => (
        <li key={index} className="break-words">
          <span className="font-medium">{name}</span>: {reason}
        </li>
      ))}
      {skippedCount > skipped.length && <li>and {formatInteger(skippedCount - skipped.length)} more</li>}
    </ul>
  )
}
