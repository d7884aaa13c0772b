'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { Crumb } from '@/components/shell/crumb'
import { Page, PageHeader } from '@/components/ui/page-header'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ProjectView, ShapeKindName } from '@/lib/labeling/schema'
import { labelingHref } from '../labeling-queries'
import { ChooseFiles } from './choose-files'
import { ChooseKinds } from './choose-kinds'
import { LabelRows, newRow } from './label-rows'
import { newFrameChoice, sendImages, type Sending } from './send-images'
import { SendingNote } from './sending-note'
import { VideoFrames } from './video-frames'

/** Makes a labeling project and sends its images; both can be changed later. */
export function NewProjectPage() {
  const { slug } = useWorkspace()
  const router = useRouter()
  const request = useApi()
  const [name, setName] = useState('')
  const [kinds, setKinds] = useState<ShapeKindName[]>(['box'])
  const [tags, setTags] = useState<'one' | 'many'>('one')
  const [rows, setRows] = useState(() => [newRow(0)])
  const [overlap, setOverlap] = useState('1')
  const [review, setReview] = useState('0')
  const [assist, setAssist] = useState(true)
  const [instructions, setInstructions] = useState('')
  const [files, setFiles] = useState<File[]>([])
  const [frames, setFrames] = useState(newFrameChoice)
  const [made, setMade] = useState<string | null>(null)
  const [sending, setSending] = useState<Sending | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)

  const canLearn = kinds.includes('box') || (kinds.length === 1 && kinds[0] === 'tag')

  async function make() {
    setBusy(true)
    setError(null)
    try {
      const labels = rows.filter((row) => row.name.trim() !== '')
      const project = await request.post<ProjectView>('/labeling/projects', { name, kinds, tags, instructions, overlap: Number(overlap), reviewShare: Number(review) / 100, labels, assist })
      setMade(project.id)
      const sent = await sendImages(slug, project.id, { files, frames }, setSending)
      // With problems the page stays, so that they are read.
      if (sent.problems.length === 0) router.push(labelingHref(slug, project.id))
    } catch (cause) {
      setError(cause)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Page className="max-w-[720px]">
      <Crumb label="New project" />
      <PageHeader title="New labeling project" description="Everything here can be changed later, also while people label." />
      {sending && <SendingNote sending={sending} />}
      {made ? (
        !busy && (
          <Button variant="primary" className="self-start" onClick={() => router.push(labelingHref(slug, made))}>
            Open the project
          </Button>
        )
      ) : (
        <form className="flex flex-col gap-5" onSubmit={(event) => (event.preventDefault(), void make())}>
          <Field label="Name">
            <Input value={name} onChange={(event) => setName(event.target.value)} required maxLength={100} autoFocus />
          </Field>
          <ChooseKinds kinds={kinds} onKinds={setKinds} tags={tags} onTags={setTags} />
          <section aria-label="Labels" className="flex flex-col gap-2">
            <h2 className="text-sm font-medium">Labels</h2>
            <LabelRows rows={rows} onChange={setRows} />
          </section>
          <section aria-label="Images" className="flex flex-col gap-2">
            <h2 className="text-sm font-medium">Images</h2>
            <ChooseFiles files={files} onChange={setFiles} />
            <VideoFrames files={files} choice={frames} onChange={setFrames} />
          </section>
          <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
            <Field label="People for each image" help="They do not see each other’s labels.">
              <Select value={overlap} onValueChange={setOverlap} options={['1', '2', '3', '4', '5'].map((value) => ({ value, label: value }))} />
            </Field>
            <Field label="Reviewed by a second person" help="A share of the labeled images, drawn at random.">
              <Select value={review} onValueChange={setReview} options={['0', '5', '10', '25', '50', '100'].map((value) => ({ value, label: value === '0' ? 'None' : `${value}%` }))} />
            </Field>
          </div>
          {canLearn && (
            <label className="flex items-start gap-2">
              <Switch className="mt-0.5" checked={assist} onCheckedChange={setAssist} aria-label="Propose labels" />
              <span>
                Propose {kinds.includes('box') ? 'boxes' : 'labels'} <span className="text-muted">once enough images are labeled for a model to learn from. Proposals never count as labels until a person accepts them.</span>
              </span>
            </label>
          )}
          <Field label="Instructions" help="Shown to everybody who labels.">
            <Textarea rows={4} value={instructions} onChange={(event) => setInstructions(event.target.value)} />
          </Field>
          {error !== null && <ErrorNote error={error} />}
          <Button type="submit" variant="primary" busy={busy} className="self-start" disabled={kinds.length === 0}>
            Make project
          </Button>
        </form>
      )}
    </Page>
  )
}
