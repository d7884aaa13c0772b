'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { formatCount } from '@/components/ui/format'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { useWorkspace } from '@/components/ui/workspace-context'
import { labelingKey } from '../labeling-queries'
import { isVideo, type FrameChoice } from './send-images'

/** How often frames are taken of the videos among the files; nothing where there is none. Says what to do where no agent can cut them. */
export function VideoFrames({ files, choice, onChange }: { files: File[]; choice: FrameChoice; onChange: (choice: FrameChoice) => void }) {
  const { slug } = useWorkspace()
  const request = useApi()
  const videos = files.filter(({ name }) => isVideo(name)).length
  const { data } = useQuery({ queryKey: [...labelingKey(slug), 'cutter'], queryFn: ({ signal }) => request.get<{ possible: boolean; reason: string }>('/labeling/video', { signal }), enabled: videos > 0 })
  if (videos === 0) return null
  const { by } = choice
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 text-sm font-medium">Frames of {formatCount(videos, 'video')}</legend>
      {data && !data.possible && (
        <ErrorNote title="Videos cannot be cut here yet">
          {data.reason} Images can be added all the same.
        </ErrorNote>
      )}
      <Segmented
        aria-label="Which frames are kept"
        className="self-start"
        value={by}
        onValueChange={(next) => onChange({ ...choice, by: next })}
        options={[
          { value: 'second', label: 'So many a second' },
          { value: 'frame', label: 'Every n-th' },
        ]}
      />
      {by === 'second' ? (
        <Field label="Frames a second" help="0.2 keeps one every five seconds.">
          <Input type="number" min={0.001} max={120} step="any" required className="w-32" value={choice.perSecond} onChange={(event) => onChange({ ...choice, perSecond: event.target.value })} />
        </Field>
      ) : (
        <Field label="One frame of every" help="Counted in the file; cameras give 24 to 60 a second.">
          <Input type="number" min={1} step={1} required className="w-32" value={choice.every} onChange={(event) => onChange({ ...choice, every: event.target.value })} />
        </Field>
      )}
    </fieldset>
  )
}
