import { formatInteger } from '@/components/ui/format'
import type { ProjectCounts } from '@/lib/labeling/schema'

/** How much of a project is finished and in review, as a bar and in words. */
export function ProgressBar({ counts, words = true }: { counts: ProjectCounts; words?: boolean }) {
  const { done, review, images } = counts
  const share = (count: number) => `${images === 0 ? 0 : (count / images) * 100}%`
  return (
    <div className="flex min-w-0 items-center gap-2">
      <div role="img" aria-label={`${done} of ${images} images done, ${review} in review`} className="flex h-1.5 min-w-16 flex-1 overflow-hidden rounded-full bg-sunken">
        <div className="bg-succeeded" style={{ width: share(done) }} />
        <div className="bg-running" style={{ width: share(review) }} />
      </div>
      {words && (
        <span className="text-sm whitespace-nowrap text-muted tabular">
          {formatInteger(done)} of {formatInteger(images)}
        </span>
      )}
    </div>
  )
}
