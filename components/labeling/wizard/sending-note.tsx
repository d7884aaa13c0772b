import { ErrorNote } from '@/components/ui/error-note'
import { formatCount, formatInteger } from '@/components/ui/format'
import { Progress } from '@/components/ui/progress'
import type { Sending } from './send-images'

/** Problems that are listed before the rest is counted. */
const listed = 50

/** How far the sending of images is, and what was left out with the reasons. */
export function SendingNote({ sending }: { sending: Sending }) {
  const { done, total, added, same, problems, working, remarks } = sending
  const share = total === 0 ? 0 : (done + Object.values(working).reduce((sum, each) => sum + each.share, 0)) / total
  return (
    <div className="flex flex-col gap-2" aria-live="polite">
      <p>
        {formatInteger(done)} of {formatCount(total, 'file')} sent, {formatCount(added, 'image')} added{same > 0 && `, ${formatInteger(same)} there already`}.
      </p>
      <Progress label="Files sent" share={share} />
      {Object.entries(working).map(([name, { words }]) => (
        <p key={name} className="text-sm text-muted">
          {name}: {words}
        </p>
      ))}
      {remarks.map((remark) => (
        <p key={remark} className="text-sm text-muted">
          {remark}
        </p>
      ))}
      {problems.length > 0 && (
        <ErrorNote title={formatCount(problems.length, 'remark')}>
          <ul className="max-h-40 overflow-auto">
            {problems.slice(0, listed).map(({ name, reason }, index) => (
              <li key={index}>
                <span className="font-medium">{name}</span>: {reason}
              </li>
            ))}
            {problems.length > listed && <li>and {formatInteger(problems.length - listed)} more</li>}
          </ul>
        </ErrorNote>
      )}
    </div>
  )
}
