'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Input } from '@/components/ui/input'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ProjectView } from '@/lib/labeling/schema'
import { exampleThumb } from '../example-thumb'
import { imagesQuery } from '../labeling-queries'

const most = 12

/** Which images of the project show the label well. */
export function ExampleImages({ project, chosen, onChange }: { project: ProjectView; chosen: string[]; onChange: (images: string[]) => void }) {
  const { slug } = useWorkspace()
  const [search, setSearch] = useState('')
  const { data } = useQuery({ ...imagesQuery(slug, project.id, new URLSearchParams({ size: '24', ...(search && { search }) }).toString()), enabled: project.counts.images > 0 })
  const offered = [...chosen.map((id) => ({ id, fileName: data?.images.find((image) => image.id === id)?.fileName ?? 'Example' })), ...(data?.images ?? []).filter(({ id, thumb }) => thumb && !chosen.includes(id))]
  const toggle = (id: string) => onChange(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id])
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">Example images</legend>
      <Input type="search" aria-label="Find example images by name" placeholder="Find by name" value={search} onChange={(event) => setSearch(event.target.value)} />
      <div className="flex max-h-44 flex-wrap gap-2 overflow-auto">
        {offered.map(({ id, fileName }) => (
          <button key={id} type="button" aria-pressed={chosen.includes(id)} aria-label={`Example: ${fileName}`} title={fileName} disabled={!chosen.includes(id) && chosen.length >= most} onClick={() => toggle(id)} className="rounded-md border-2 border-line p-0.5 aria-pressed:border-accent disabled:opacity-50">
            {/* eslint-disable-next-line @next/next/no-img-element */}
            <img src={exampleThumb(project.id, id, slug)} alt="" loading="lazy" className="size-14 rounded-sm bg-sunken object-contain" />
          </button>
        ))}
      </div>
      <p className="text-sm text-muted">{chosen.length === 0 ? 'None chosen. Those you choose are shown with the instructions.' : `${chosen.length} chosen, at most ${most}`}</p>
    </fieldset>
  )
}
